using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.Caches.Stored;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Caches.Finding;

/// <summary>Looks up what jobs ask for. Whatever goes wrong costs a job its cache, never more: the entry then says what it was.</summary>
public sealed class CacheFinder(IRegistryClient registry)
{
    /// <summary>All entries at once, in their order.</summary>
    /// <param name="requests">What is asked for.</param>
    /// <param name="repository">Where it is stored; the tag is each entry's own.</param>
    /// <param name="credentials">The installation's.</param>
    /// <param name="names">Whose key seals.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<EnvelopeCache[]> FindAsync(
        IReadOnlyList<CacheRequest> requests, ImageReference repository, RegistryCredentials credentials, CacheNames names,
        CancellationToken cancellationToken) =>
        Task.WhenAll(requests.Select(request => FindAsync(request, repository, credentials, names, cancellationToken)));

    private async Task<EnvelopeCache> FindAsync(
        CacheRequest request, ImageReference repository, RegistryCredentials credentials, CacheNames names,
        CancellationToken cancellationToken)
    {
        var problem = request.Entry.Problem;
        foreach (var candidate in request.Candidates)
        {
            try
            {
                var manifest = await registry.GetManifestAsync(repository.WithTag(candidate.Tag), credentials, cancellationToken)
                    .ConfigureAwait(false);
                if (manifest is not null)
                {
                    var stored = StoredManifest.Read(manifest, candidate.Tag, names.SealKey(candidate.Tag));
                    return request.Entry with { Found = Found(candidate, stored), Problem = null };
                }
            }
            catch (StoredRefusedException e)
            {
                problem ??= $"what is stored under {candidate.Key} is refused: {e.Message}";
            }
            catch (RegistryException e)
            {
                problem ??= $"the registry could not be asked for {candidate.Key}: {e.Message}";
            }
        }

        return request.Entry with { Problem = problem };
    }

    private static EnvelopeFound Found(CacheCandidate candidate, StoredCache stored) => new()
    {
        Tag = candidate.Tag,
        Key = candidate.Key,
        Digest = stored.Digest.ToString(),
        Layers = [.. stored.Layers.Select(layer => new EnvelopeLayer
        {
            MediaType = layer.Descriptor.MediaType,
            Digest = layer.Descriptor.Digest.ToString(),
            DiffId = layer.DiffId.ToString(),
            Size = layer.Descriptor.Size,
        })],
        Content = stored.Content,
        Environment = stored.Environment,
    };
}
