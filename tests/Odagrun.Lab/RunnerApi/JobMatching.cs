using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Which jobs a runner may get, and whether it can run them.</summary>
internal static class JobMatching
{
    public static bool IsAvailable(Job job, RegisteredRunner runner) =>
        job is { Status: JobStatus.Pending, AcknowledgeBy: null } && Fits(job, runner);

    /// <summary>Tags and protection; whether the job waits or not.</summary>
    public static bool Fits(Job job, RegisteredRunner runner)
    {
        var options = runner.Options;
        var tags = job.Definition.Tags;
        return (tags.Count > 0 || options.RunUntagged)
            && tags.All(options.Tags.Contains)
            && (!options.ProtectedOnly || job.Pipeline.Source.IsProtected);
    }

    /// <summary>A feature the job needs and the runner did not declare.</summary>
    public static string? MissingFeature(Job job, RunnerManager manager)
    {
        var definition = job.Definition;
        string[] needed =
        [
            .. definition.Artifacts.Any(artifact => artifact.Type != "archive") ? ["upload_multiple_artifacts"] : (string[])[],
            .. definition.Artifacts.Any(artifact => artifact.Exclude.Count > 0) ? ["artifacts_exclude"] : (string[])[],
            .. definition.AllowFailureExitCodes.Count > 0 ? ["return_exit_code"] : (string[])[],
            .. definition.Caches.Any(cache => cache.FallbackKeys.Count > 0) ? ["fallback_cache_keys"] : (string[])[],
        ];
        return needed.FirstOrDefault(feature => !manager.Has(feature));
    }
}
