using System.Globalization;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.Payload;

/// <summary>Builds <c>git_info</c>: the URL with the job's token, and the refs to fetch.</summary>
internal static class GitInfoBuilder
{
    public static GitInfoResponse Build(LabBoard board, Job job, IReadOnlyList<CiVariable> variables)
    {
        var source = job.Pipeline.Source;
        var depth = Depth(board, job, variables);
        return new GitInfoResponse
        {
            RepoUrl = RepositoryUrl(board, job),
            Ref = source.Ref,
            Sha = source.Sha,
            BeforeSha = source.BeforeSha,
            RefType = source.IsTag ? "tag" : "branch",
            Refspecs = Refspecs(job.Pipeline.Id, source, depth),
            Depth = depth,
            Protected = source.IsProtected,
        };
    }

    public static string RepositoryUrl(LabBoard board, Job job)
    {
        var url = new UriBuilder(
            board.Url)
        { UserName = "gitlab-ci-token", Password = job.Token, Path = $"/{job.Pipeline.Project.Path}.git" };
        return url.Uri.AbsoluteUri;
    }

    private static int Depth(LabBoard board, Job job, IReadOnlyList<CiVariable> variables)
    {
        var wanted = variables.LastOrDefault(variable => variable.Key == "GIT_DEPTH")?.Value;
        return int.TryParse(wanted, CultureInfo.InvariantCulture, out var depth) && depth >= 0
            ? depth
            : job.Pipeline.Project.GitDepth ?? board.Options.GitDepth;
    }

    private static List<string> Refspecs(long pipeline, PipelineSource source, int depth)
    {
        var own = $"+refs/pipelines/{pipeline}:refs/pipelines/{pipeline}";
        if (depth == 0)
        {
            return ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*", own];
        }

        return source.IsTag
            ? [$"+refs/tags/{source.Ref}:refs/tags/{source.Ref}", own]
            : [own, $"+refs/heads/{source.Ref}:refs/remotes/origin/{source.Ref}"];
    }
}
