using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Jobs;

/// <summary>Where a job works: CI_BUILDS_DIR, CI_PROJECT_DIR, and the directory beside the project for what must not be in it.</summary>
internal sealed record JobDirectories(string Builds, string Project)
{
    /// <summary>RUNNER_TEMP_PROJECT_DIR.</summary>
    internal string Temporary => Project + ".tmp";

    /// <summary>HOME where the image has none that the job can write to.</summary>
    internal string Home => Path.Combine(Temporary, "home");

    /// <summary>Where a script lies while it runs.</summary>
    internal string ScriptFile => Path.Combine(Temporary, "script");

    /// <summary>GITLAB_ENV.</summary>
    internal string EnvironmentFile => Path.Combine(Temporary, "gitlab_runner_env");

    /// <summary>Reads them from the payload.</summary>
    /// <exception cref="JobConfigurationException">GIT_CLONE_PATH or the project's path leads out of the builds directory.</exception>
    internal static JobDirectories Of(string builds, JobPayload payload)
    {
        var asked = LastValue(payload, "GIT_CLONE_PATH");
        var path = asked is { Length: > 0 }
            ? asked.Replace("${CI_BUILDS_DIR}", builds, StringComparison.Ordinal).Replace("$CI_BUILDS_DIR", builds, StringComparison.Ordinal)
            : payload.JobInfo?.ProjectFullPath ?? LastValue(payload, "CI_PROJECT_PATH") ?? $"project-{payload.JobInfo?.ProjectId ?? 0}";
        var project = Path.GetFullPath(Path.Combine(builds, path));
        var name = asked is { Length: > 0 } ? "GIT_CLONE_PATH" : "the project's path";
        return project.StartsWith(builds.TrimEnd('/') + "/", StringComparison.Ordinal)
            ? new JobDirectories(builds, project)
            : throw new JobConfigurationException($"{name} is '{path}', which is not inside the builds directory; give it a value below $CI_BUILDS_DIR ({builds})");
    }

    private static string? LastValue(JobPayload payload, string name) => payload.Variables?.LastOrDefault(variable => variable.Key == name)?.Value;
}
