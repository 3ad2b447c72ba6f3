using Odagrun.GitLab.Payload;

namespace Odagrun.Caches.Naming;

/// <summary>
/// Whose job it is, by GitLab's own fields of the payload: variables, which a user can set, decide nothing about who may read what.
/// </summary>
/// <param name="GitLab">The instance's address.</param>
/// <param name="Project">The project's id: it outlives a rename.</param>
/// <param name="ProjectPath">Group and project, for people and for the groups of the options.</param>
/// <param name="Ref">Branch or tag.</param>
/// <param name="IsTag">The ref is a tag.</param>
/// <param name="Pipeline">The pipeline's id.</param>
public sealed record CacheOwner(Uri GitLab, long Project, string ProjectPath, string Ref, bool IsTag, long Pipeline)
{
    /// <summary>Reads it from a payload; null where GitLab did not say which project it is.</summary>
    public static CacheOwner? Of(Uri gitLab, JobPayload payload) => payload.JobInfo is { ProjectId: > 0 and var project } info
        ? new CacheOwner(gitLab, project, info.ProjectFullPath ?? "", payload.GitInfo?.Ref ?? "", payload.GitInfo?.RefType == "tag",
            info.PipelineId ?? 0)
        : null;

    /// <summary>The parts of a name that keep the scope's owners apart.</summary>
    internal IReadOnlyList<string> Parts(CacheScope scope) => scope switch
    {
        CacheScope.Global => ["global"],
        CacheScope.Project => ["project", Instance, Number(Project)],
        CacheScope.Branch => [IsTag ? "tag" : "branch", Instance, Number(Project), Ref],
        CacheScope.Pipeline => ["pipeline", Instance, Number(Project), Number(Pipeline)],
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    private string Instance => GitLab.GetLeftPart(UriPartial.Path).TrimEnd('/').ToLowerInvariant();

    private static string Number(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
