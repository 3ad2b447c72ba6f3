using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches;

/// <summary>Takes a cache out of the registry; its bytes go with the registry's own garbage collection.</summary>
internal static class CacheRemoval
{
    /// <summary>Deletes what was found of an entry; a failure is a warning.</summary>
    internal static async Task RunAsync(
        JobSession session, CacheRegistry registry, EnvelopeCache entry, CancellationToken cancellationToken)
    {
        if (entry.Found is not { } found)
        {
            session.Trace.Write($"{entry.Name}: nothing to delete\n");
            return;
        }

        try
        {
            var gone = await registry.Removal.RemoveAsync(
                registry.Repository.WithTag(found.Tag), Digest.Parse(found.Digest), cancellationToken);
            session.Trace.Write(gone ? $"{entry.Name}: deleted\n" : $"{entry.Name}: was deleted or replaced meanwhile\n");
        }
        catch (RegistryException e)
        {
            session.Trace.Write(CacheText.Warning($"{entry.Name} could not be deleted: {e.Message}"));
        }
    }
}
