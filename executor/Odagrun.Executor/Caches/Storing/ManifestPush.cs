using Odagrun.Caches.Stored;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>
/// Puts a manifest under an entry's tag. Until then nothing has changed for anybody; of several pushers the last one's stays.
/// </summary>
internal sealed class ManifestPush(CacheRegistry registry)
{
    internal async Task RunAsync(
        JobSession session,
        EnvelopeCache entry,
        CacheContent content,
        IReadOnlyList<StoredLayer> layers,
        IReadOnlyDictionary<string, string>? environment,
        CancellationToken cancellationToken)
    {
        var config = await registry.Client.PutBlobAsync(
            registry.Repository, MediaTypes.OciConfig, StoredManifest.Config(layers.Select(layer => layer.DiffId)), registry.Credentials,
            cancellationToken);
        var names = new Dictionary<string, string>
        {
            [StoredAnnotations.Name] = entry.Name,
            [StoredAnnotations.Scope] = entry.Scope,
            [StoredAnnotations.Project] = session.Job.Payload.JobInfo?.ProjectFullPath ?? "",
        };
        var manifest = StoredManifest.Write(entry.Tag, JobKey.Parse(entry.SealKey!), names, content, config, layers, environment);
        var digest = await registry.Client.PutManifestAsync(
            registry.Repository.WithTag(entry.Tag), MediaTypes.OciManifest, manifest, registry.Credentials, cancellationToken);
        await RemoveReplacedAsync(session, entry, digest, cancellationToken);
    }

    private async Task RemoveReplacedAsync(JobSession session, EnvelopeCache entry, Digest now, CancellationToken cancellationToken)
    {
        if (entry.Found is not { } found || found.Tag != entry.Tag || found.Digest == now.ToString())
        {
            return;
        }

        try
        {
            await registry.Removal.RemoveReplacedAsync(registry.Repository.WithDigest(Digest.Parse(found.Digest)), cancellationToken);
        }
        catch (RegistryException e)
        {
            session.Trace.Write(CacheText.Warning($"{entry.Name}: what was stored before could not be deleted: {e.Message}"));
        }
    }
}
