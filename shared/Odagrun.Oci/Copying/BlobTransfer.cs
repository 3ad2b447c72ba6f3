using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <summary>
/// Brings blobs from one repository into another the cheapest way: mounted, found there, streamed. A few at a time, nothing on disk.
/// </summary>
internal sealed class BlobTransfer(IRegistryClient registry)
{
    private const int Parallel = 6;

    /// <summary>Transfers all of them; <paramref name="moved"/> is told of bytes as they pass, and of those that need not.</summary>
    public async Task<TransferTotals> RunAsync(
        ImageReference source, ImageReference target, IEnumerable<Descriptor> blobs, RegistryCredentials credentials, Action<long> moved,
        CancellationToken cancellationToken)
    {
        var totals = default(TransferTotals);
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(blobs.Where(IsInRegistry).DistinctBy(blob => blob.Digest), parallel, async (
            blob, cancel) =>
        {
            var one = await TransferAsync(source, target, blob, credentials, moved, cancel).ConfigureAwait(false);
            if (one.Sent == 0)
            {
                moved(blob.Size);
            }

            lock (gate)
            {
                totals += one;
            }
        }).ConfigureAwait(false);
        return totals;
    }

    // Layers that their makers let nobody pass on lie behind addresses in the manifest, not in registries.
    private static bool IsInRegistry(Descriptor blob) =>
        !blob.MediaType.Contains("foreign", StringComparison.Ordinal)
            && !blob.MediaType.Contains("nondistributable", StringComparison.Ordinal);

    private async Task<TransferTotals> TransferAsync(
        ImageReference source, ImageReference target, Descriptor blob, RegistryCredentials credentials, Action<long> moved,
        CancellationToken cancellationToken)
    {
        if (source.Registry == target.Registry && source.Repository == target.Repository)
        {
            return new TransferTotals(0, blob.Size, 0);
        }

        if (source.Registry == target.Registry
            && await registry.MountBlobAsync(target, blob.Digest, source.Repository, credentials, cancellationToken).ConfigureAwait(false))
        {
            return new TransferTotals(blob.Size, 0, 0);
        }

        if (await registry.BlobExistsAsync(target, blob.Digest, credentials, cancellationToken).ConfigureAwait(false))
        {
            return new TransferTotals(0, blob.Size, 0);
        }

        await registry.PushBlobAsync(target, blob, OpenAsync, credentials, cancellationToken).ConfigureAwait(false);
        return new TransferTotals(0, 0, blob.Size);

        async Task<Stream> OpenAsync(CancellationToken cancel) =>
            new ObservedStream(await registry.OpenBlobAsync(source, blob, credentials, cancel).ConfigureAwait(false), moved);
    }
}
