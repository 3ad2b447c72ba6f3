using System.Globalization;
using Microsoft.Extensions.Logging;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>
/// Unpacked layers, one directory each, named by the digest of their tar. A layer is unpacked beside its place and moved there
/// whole, under a lock that other processes see; what a crash left half done, of the process or of the machine, is removed by the
/// next one who wants the layer.
/// </summary>
internal sealed class LayerStore(
    StorePaths paths, IRegistryClient registry, HostRights rights, LayerSeal seal, TimeProvider time, ILogger<LayerStore> logger)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether the layer is there; from then on it counts as just used.</summary>
    public bool Touch(Digest diffId)
    {
        var directory = paths.Layer(diffId);
        if (!seal.IsWhole(directory))
        {
            return false;
        }

        try
        {
            Directory.SetLastWriteTimeUtc(directory, time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (IOException) when (!Directory.Exists(directory))
        {
            return false;
        }
    }

    /// <summary>Fetches and unpacks the layer unless it is there.</summary>
    /// <exception cref="LayerFormatException">The layer is damaged or unsafe.</exception>
    public async Task EnsureAsync(
        ImageReference image, Descriptor layer, Digest diffId, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        while (!Touch(diffId))
        {
            using var mine = FileLock.TryExclusive(paths.LayerLock(diffId));
            if (mine is null)
            {
                await Task.Delay(LockRetry, time, cancellationToken).ConfigureAwait(false);
            }
            else if (!Touch(diffId))
            {
                await UnpackAsync(image, layer, diffId, credentials, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task UnpackAsync(
        ImageReference image, Descriptor layer, Digest diffId, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var partial = paths.PartialLayer(diffId);
        DirectoryRemoval.Remove(partial);
        RemoveDamaged(paths.Layer(diffId));
        Directory.CreateDirectory(Path.Combine(partial, StorePaths.LayerContent));
        try
        {
            var stream = await registry.OpenBlobAsync(image, layer, credentials, cancellationToken).ConfigureAwait(false);
            var reader = new LayerReader(stream, layer, diffId);
            await using var closing = reader.ConfigureAwait(false);
            using var root = new UnpackRoot(Path.Combine(partial, StorePaths.LayerContent));
            var unpacker = new LayerUnpacker(root, rights.CanChangeOwners);
            await foreach (var entry in reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await unpacker.WriteAsync(entry, cancellationToken).ConfigureAwait(false);
            }

            unpacker.Finish();
            await File.WriteAllTextAsync(Path.Combine(partial, StorePaths.LayerSize), unpacker.Bytes.ToString(CultureInfo.InvariantCulture),
                cancellationToken)
                .ConfigureAwait(false);
            seal.Mark(partial);
            Directory.Move(partial, paths.Layer(diffId));
            seal.SealLater();
            logger.LayerUnpacked(layer.Digest, unpacker.Bytes, (long)time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch
        {
            DirectoryRemoval.Remove(partial);
            throw;
        }
    }

    /// <summary>A layer that did not reach the disk before the machine stopped. Nobody has it in use: pods do not outlive a boot.</summary>
    private void RemoveDamaged(string layer)
    {
        if (Directory.Exists(layer))
        {
            logger.LayerDamaged(Path.GetFileName(layer));
            var gone = StorePaths.Gone(paths.Layers);
            Directory.Move(layer, gone);
            DirectoryRemoval.Remove(gone);
        }
    }
}
