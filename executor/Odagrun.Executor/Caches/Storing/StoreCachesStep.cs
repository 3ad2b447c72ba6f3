using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Artifacts;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>archive_cache and archive_cache_on_failure: stores what changed; whatever goes wrong is a warning.</summary>
internal sealed class StoreCachesStep(bool onSuccess, CacheRegistry? registry, IFileCollector collector, TimeProvider clock) : IJobStep
{
    public string Section => onSuccess ? "archive_cache" : "archive_cache_on_failure";

    public string Header => onSuccess ? "Saving cache for successful job" : "Saving cache for failed job";

    public StepTime Time => StepTime.Late;

    public bool IsWanted(JobSession session) =>
        registry is not null && session.Progress.IsGood == onSuccess && session.Progress.ScriptStarted && Wanted(session).Any()
            && Directory.Exists(session.Directories.Project);

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        var store = new CacheStore(registry!, collector, clock);
        foreach (var entry in Wanted(session))
        {
            try
            {
                await (entry.SealKey is null
                    ? CacheRemoval.RunAsync(session, registry!, entry, cancellationToken)
                    : store.StoreAsync(session, entry, new PathExpansion(session), cancellationToken));
            }
            catch (Exception e) when (e is RegistryException or LayerContentException or IOException or UnauthorizedAccessException
                or HttpRequestException or FormatException)
            {
                session.Trace.Write(CacheText.Warning($"{entry.Name} is not stored: {e.Message}"));
            }
        }

        return null;
    }

    private IEnumerable<EnvelopeCache> Wanted(JobSession session) => (session.Job.Envelope.Caches?.Entries ?? [])
        .Where(entry => entry.Kind != EnvelopeCacheKind.Git && (entry.SealKey is not null || entry is { Delete: true, Pull: true }))
        .Where(entry => entry.When switch
        {
            "always" => true,
            "on_failure" => !onSuccess,
            _ => onSuccess,
        });
}
