using Odagrun.Caches.Naming;
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
        try
        {
            return new JobDirectories(builds, ProjectDirectory.Of(builds, payload));
        }
        catch (FormatException e)
        {
            throw new JobConfigurationException(e.Message);
        }
    }
}
