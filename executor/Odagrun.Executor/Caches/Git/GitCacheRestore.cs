using Odagrun.Caches.Naming;
using Odagrun.Executor.Caches.Restoring;
using Odagrun.Executor.Git;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Sources;
using Odagrun.Handover;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches.Git;

/// <summary>Finds the git cache's objects on disk, or fetches them; what is amiss costs the cache alone.</summary>
internal sealed class GitCacheRestore(CacheRegistry? registry, TimeProvider clock)
{
    /// <summary>What the checkout may borrow; null where there is nothing.</summary>
    internal async Task<GitSeed?> RestoreAsync(JobSession session, CancellationToken cancellationToken)
    {
        if (registry is null || GitCaches.Of(session) is not { Pull: true } entry || !GitVariables.FetchesSources(session))
        {
            return null;
        }

        if (entry.Found is not { Content.Git: { } git } found)
        {
            session.Trace.Write(
                entry.Problem is { } problem ? CacheText.Warning($"{entry.Name}: {problem}") : $"{entry.Name}: nothing is stored yet\n");
            return null;
        }

        var directory = ProjectDirectory.GitCacheOf(session.Directories.Project);
        var said =
            $"{entry.Name} of {found.Key}: {found.Layers.Count} {(found.Layers.Count == 1 ? "layer" : "layers")}, {CacheText.Describe(found, clock.GetUtcNow())}";
        if (found.InImage && found.Content.Probe is { } probe && File.Exists(Path.Combine(directory, probe)))
        {
            session.Trace.Write($"{said}; in the job's image, nothing to fetch\n");
        }
        else if (!await FetchAsync(session, found, directory, said, cancellationToken))
        {
            return null;
        }

        return new GitSeed(Path.Combine(directory, "objects"), git.Head, git.Shallow);
    }

    private async Task<bool> FetchAsync(
        JobSession session, EnvelopeFound found, string directory, string said, CancellationToken cancellationToken)
    {
        try
        {
            await new CacheFetcher(registry!).FetchAsync(found, directory, cancellationToken);
            session.Trace.Write($"{said}; fetched\n");
            return true;
        }
        catch (Exception e) when (e is RegistryException or IOException or UnauthorizedAccessException or InvalidDataException
            or HttpRequestException
            || CacheFetcher.IsRefusal(e))
        {
            session.Trace.Write(CacheText.Warning($"{said}; it could not be fetched: {e.Message}"));
            return false;
        }
    }
}
