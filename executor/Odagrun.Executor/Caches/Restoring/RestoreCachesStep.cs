using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches.Restoring;

/// <summary>
/// restore_cache: looks whether the caches and work spaces that came as layers are there, fetches the others, and sets the variables
/// that were stored with them. Only a mandatory work space can fail the job.
/// </summary>
internal sealed class RestoreCachesStep(CacheRegistry? registry, TimeProvider clock) : IJobStep
{
    public string Section => "restore_cache";

    public string Header => "Restoring cache";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood && registry is not null && Wanted(session).Any();

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        foreach (var entry in Wanted(session))
        {
            var problem = entry.Pull ? await RestoreAsync(session, entry, cancellationToken) : null;
            if (problem is not null && entry.Mandatory)
            {
                return JobFailure.Configuration($"the {entry.Name} is mandatory, and {problem}");
            }

            if (entry is { Delete: true, Pull: false })
            {
                await CacheRemoval.RunAsync(session, registry!, entry, cancellationToken);
            }
        }

        return null;
    }

    private static IEnumerable<EnvelopeCache> Wanted(JobSession session) =>
        (session.Job.Envelope.Caches?.Entries ?? []).Where(entry => entry.Kind != EnvelopeCacheKind.Git && (entry.Pull || entry.Delete));

    // Null: it is in its place; else what is in the way.
    private async Task<string?> RestoreAsync(JobSession session, EnvelopeCache entry, CancellationToken cancellationToken)
    {
        if (entry.Found is not { } found)
        {
            session.Trace.Write(entry.Problem is { } problem
                ? CacheText.Warning($"{entry.Name}: {problem}")
                : $"{entry.Name}: nothing is stored yet\n");
            return entry.Problem ?? "nothing is stored of it yet";
        }

        var fallback = found.Tag == entry.Tag ? "" : $" (under the fallback key {found.Key})";
        var said = $"{entry.Name}{fallback}: {CacheText.Describe(found, clock.GetUtcNow())}";
        if (LayeredCaches.IsThere(session, found))
        {
            session.Trace.Write($"{said}; in the job's image, nothing to fetch\n");
        }
        else if (await FetchAsync(session, entry, found, said, cancellationToken) is { } failed)
        {
            return failed;
        }

        foreach (var (name, value) in found.Environment ?? new Dictionary<string, string>())
        {
            StoredVariables.Set(session, name, value);
        }

        return null;
    }

    private async Task<string?> FetchAsync(
        JobSession session, EnvelopeCache entry, EnvelopeFound found, string said, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            await new CacheFetcher(registry!).FetchAsync(found, session.Directories.Project, cancellationToken);
            session.Trace.Write($"{said}; fetched in {clock.GetElapsedTime(started).TotalSeconds:0.0} s\n");
            return null;
        }
        catch (Exception e) when (e is RegistryException or IOException or UnauthorizedAccessException or InvalidDataException
            or HttpRequestException
            || CacheFetcher.IsRefusal(e))
        {
            session.Trace.Write(CacheText.Warning($"{said}; it could not be fetched: {e.Message}"));
            return $"it could not be fetched: {e.Message}";
        }
    }
}
