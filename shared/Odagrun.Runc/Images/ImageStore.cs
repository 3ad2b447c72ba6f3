using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Runc.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Images;

/// <summary>Brings an image's layers onto this machine, several at a time.</summary>
internal sealed class ImageStore(ImageSource source, LayerStore layers, StorePaths paths, IOptions<RuncOptions> options, TimeProvider time)
{
    private static readonly TimeSpan SweepRetry = TimeSpan.FromMilliseconds(20);

    /// <summary>Gets the image for a pod; all its layers are unpacked when this returns, and stay as long as the pod.</summary>
    public async Task<PulledImage> PrepareAsync(
        PodPaths pod, ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var pulled = await source.GetAsync(image, credentials, cancellationToken).ConfigureAwait(false);
        await ReserveAsync(pod, pulled, cancellationToken).ConfigureAwait(false);
        var missing = pulled.Layers.DistinctBy(layer => layer.DiffId).Where(layer => !layers.Touch(layer.DiffId)).ToList();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelLayers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, parallel, async (layer, token) =>
            await layers.EnsureAsync(image, layer.Layer, layer.DiffId, credentials, token).ConfigureAwait(false)).ConfigureAwait(false);
        return pulled;
    }

    private async Task ReserveAsync(PodPaths pod, PulledImage image, CancellationToken cancellationToken)
    {
        FileLock? sweeping;
        while ((sweeping = FileLock.TryShared(paths.SweepLock)) is null)
        {
            await Task.Delay(SweepRetry, time, cancellationToken).ConfigureAwait(false);
        }

        using (sweeping)
        {
            await File.WriteAllLinesAsync(pod.Layers, image.Layers.Select(layer => layer.DiffId.Hex), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
