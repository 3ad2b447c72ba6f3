using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Git;

/// <summary><c>/group/project.git/…</c>: who may read or write, then git itself; a push that changed refs makes pipelines.</summary>
internal sealed class GitEndpoint(LabBoard board, ProjectService projects)
{
    /// <summary>Whether the request is git's.</summary>
    public static bool Matches(HttpContext context) => context.Request.Path.Value?.Contains(".git/", StringComparison.Ordinal) == true;

    public async Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var end = path.IndexOf(".git/", StringComparison.Ordinal);
        var access = Authorize(context, path[1..end]);
        if (access.Project is not { } project)
        {
            context.Response.StatusCode = access.Status;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Odagrun Lab\"";
            return;
        }

        var isPush = IsPush(context.Request);
        if (isPush && !access.CanWrite)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("this token can read the repository only", context.RequestAborted);
            return;
        }

        await GitHttpBackend.ServeAsync(context, project.Repository, path[(end + 4)..], access.User);
        if (isPush && context.Request.Method == "POST")
        {
            await projects.LookForPushesAsync(project, CancellationToken.None);
        }
    }

    private static bool IsPush(HttpRequest request) =>
        request.Path.Value!.EndsWith("/git-receive-pack", StringComparison.Ordinal)
        || request.Query["service"] == "git-receive-pack";

    private GitAccess Authorize(HttpContext context, string projectPath)
    {
        if (BasicCredentials.Read(context.Request) is not { } credentials)
        {
            return GitAccess.Refused(StatusCodes.Status401Unauthorized);
        }

        lock (board.Gate)
        {
            var project = board.Projects.FirstOrDefault(p => p.Path == projectPath);
            if (project is null)
            {
                return GitAccess.Refused(StatusCodes.Status404NotFound);
            }

            if (credentials.Password == project.Token)
            {
                return new GitAccess(project, CanWrite: true, credentials.User, StatusCodes.Status200OK);
            }

            // A job's token reads its own project while the job runs, as with GitLab's default scope.
            var job = board.Jobs.Values.FirstOrDefault(j => j.Token == credentials.Password && j.HoldsToken);
            return job?.Pipeline.Project == project
                ? new GitAccess(project, CanWrite: false, "gitlab-ci-token", StatusCodes.Status200OK)
                : GitAccess.Refused(StatusCodes.Status401Unauthorized);
        }
    }
}
