using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Sources;

/// <summary>What the workflow itself asks of the variables around get_sources.</summary>
internal static class GitVariables
{
    /// <summary>False for GIT_STRATEGY none and empty.</summary>
    internal static bool FetchesSources(JobSession session) => session.Variables["GIT_STRATEGY"] is not ("none" or "empty");
}
