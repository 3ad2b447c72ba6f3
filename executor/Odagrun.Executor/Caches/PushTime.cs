using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Caches;

/// <summary>
/// ODAGRUN_CACHE_PUSH: whether the job's result waits for what the job stores. By default it does, as with GitLab Runner: the next
/// stage starts with the result, and looks for its caches and work spaces at once.
/// </summary>
internal static class PushTime
{
    internal const string Variable = "ODAGRUN_CACHE_PUSH";

    /// <exception cref="JobConfigurationException">The variable is neither of its values.</exception>
    internal static bool IsAfterResult(JobSession session) => session.Variables[Variable] switch
    {
        null or "" or "before-result" => false,
        "after-result" => true,
        var other => throw new JobConfigurationException(
            $"{Variable} is '{other}'; give before-result (the next stage finds what this job stores) or after-result (the result does not wait for it)"),
    };
}
