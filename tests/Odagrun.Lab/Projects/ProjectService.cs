using System.Text.RegularExpressions;
using Odagrun.Lab.Board;
using Odagrun.Lab.Git;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Projects;

/// <summary>Makes projects, and pipelines for what is pushed to them.</summary>
internal sealed partial class ProjectService(LabBoard board, PipelineService pipelines)
{
    public async Task<Project> CreateAsync(string path, CancellationToken cancellationToken)
    {
        if (!ProjectPath().IsMatch(path) || path.EndsWith(".git", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' is no project path: letters, digits, '_', '-' and '.' with '/' in between");
        }

        Project project;
        lock (board.Gate)
        {
            if (board.Projects.Any(p => p.Path == path))
            {
                throw new ArgumentException($"the project {path} exists already");
            }

            var directory = Path.Combine(board.Directory, "repositories", path + ".git");
            project = new Project(board.Projects.Count + 1, path, directory, Tokens.Project());
            board.Projects.Add(project);
        }

        await new BareRepository(project.Repository).CreateAsync(project.DefaultBranch, cancellationToken);
        return project;
    }

    /// <summary>Takes the refs as they are, without pipelines.</summary>
    public static async Task RememberRefsAsync(Project project, CancellationToken cancellationToken) =>
        project.KnownRefs = await new BareRepository(project.Repository).RefsAsync(cancellationToken);

    /// <summary>Compares refs with those known before and makes a pipeline for each branch and tag that is new or moved.</summary>
    public async Task LookForPushesAsync(Project project, CancellationToken cancellationToken)
    {
        await project.RefsLock.WaitAsync(cancellationToken);
        try
        {
            var repository = new BareRepository(project.Repository);
            var before = project.KnownRefs;
            project.KnownRefs = await repository.RefsAsync(cancellationToken);
            if (!board.Options.PipelinesOnPush)
            {
                return;
            }

            foreach (var (name, target) in project.KnownRefs.Where(entry => before.GetValueOrDefault(entry.Key) != entry.Value))
            {
                var sha = await repository.CommitAsync(target, cancellationToken);
                if (sha is not null && await repository.FileAsync(sha, PipelineCompiler.FileName, cancellationToken) is not null)
                {
                    await pipelines.CreateAsync(project, Source(name, sha, before.GetValueOrDefault(name)), cancellationToken);
                }
            }
        }
        finally
        {
            project.RefsLock.Release();
        }
    }

    private static PipelineSource Source(string name, string sha, string? before)
    {
        var isTag = name.StartsWith("refs/tags/", StringComparison.Ordinal);
        var shortName = name[(isTag ? "refs/tags/".Length : "refs/heads/".Length)..];
        return new PipelineSource(shortName, isTag, sha, before ?? PipelineSource.ZeroSha, "push");
    }

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$")]
    private static partial Regex ProjectPath();
}
