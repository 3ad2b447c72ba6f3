using Odagrun.GitLab.Payload;

namespace Odagrun.Caches.Naming;

/// <summary>Where a job's project is checked out: functions and executor must agree, as layers hold whole paths.</summary>
public static class ProjectDirectory
{
    /// <summary>The absolute path, below <paramref name="builds"/>.</summary>
    /// <exception cref="FormatException">GIT_CLONE_PATH or the project's path leads out of the builds directory.</exception>
    public static string Of(string builds, JobPayload payload)
    {
        var asked = LastValue(payload, "GIT_CLONE_PATH");
        var path = asked is { Length: > 0 }
            ? asked.Replace("${CI_BUILDS_DIR}", builds, StringComparison.Ordinal).Replace(
                "$CI_BUILDS_DIR", builds, StringComparison.Ordinal)
            : payload.JobInfo?.ProjectFullPath ?? LastValue(payload, "CI_PROJECT_PATH") ?? $"project-{payload.JobInfo?.ProjectId ?? 0}";
        var project = Path.GetFullPath(Path.Combine(builds, path));
        var name = asked is { Length: > 0 } ? "GIT_CLONE_PATH" : "the project's path";
        return project.StartsWith(builds.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? project
            : throw new FormatException(
                $"{name} is '{path}', which is not inside the builds directory; give it a value below $CI_BUILDS_DIR ({builds})");
    }

    /// <summary>The directory of the git cache's objects, beside the project.</summary>
    public static string GitCacheOf(string project) => project + ".git-cache";

    /// <summary>
    /// The list of the files that the cache of a tag brings, beside the project: paths relative to it, each ended by a NUL. Git must know
    /// them while it checks out.
    /// </summary>
    public static string FileListOf(string project, string tag) => $"{FileListsOf(project)}/{tag}";

    /// <summary>The directory of all such lists.</summary>
    public static string FileListsOf(string project) => project + ".caches";

    private static string? LastValue(JobPayload payload, string name) =>
        payload.Variables?.LastOrDefault(variable => variable.Key == name)?.Value;
}
