using System.Net;
using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>Brings blobs into a repository the cheapest way: seen lately, mounted, streamed.</summary>
internal sealed class BlobPlacer(IRegistryClient registry, SeenInRegistry seen, IOptions<ImageComposerOptions> options)
{
    /// <summary>Places all of them, a few at a time; gives the bytes that had to be sent.</summary>
    public async Task<long> PlaceAsync(
        ImageReference target, IEnumerable<BlobToPlace> blobs, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        long sent = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelBlobs, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(blobs.DistinctBy(blob => blob.Descriptor.Digest), parallel, async (blob, cancel) =>
        {
            if (!seen.HasBlob(target, blob.Descriptor.Digest))
            {
                Interlocked.Add(ref sent, await PlaceOneAsync(target, blob, credentials, cancel).ConfigureAwait(false));
                seen.RememberBlob(target, blob.Descriptor.Digest);
            }
        }).ConfigureAwait(false);
        return sent;
    }

    private async Task<long> PlaceOneAsync(
        ImageReference target, BlobToPlace blob, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var digest = blob.Descriptor.Digest;
        if (blob.FromRepository is { } from && from != target.Repository
            && await registry.MountBlobAsync(target, digest, from, credentials, cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        if (await registry.BlobExistsAsync(target, digest, credentials, cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        if (blob.Open is null)
        {
            throw new RegistryException(
                $"layer {digest} is neither in {target.Registry}/{target.Repository} nor in {blob.FromRepository ?? "another repository"}",
                HttpStatusCode.NotFound, "BLOB_UNKNOWN");
        }

        await registry.PushBlobAsync(target, blob.Descriptor, blob.Open, credentials, cancellationToken).ConfigureAwait(false);
        return blob.Descriptor.Size;
    }
}
