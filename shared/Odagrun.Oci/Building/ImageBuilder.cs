using System.Globalization;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Copying;
using Odagrun.Oci.Images;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Building;

/// <inheritdoc cref="IImageBuilder"/>
internal sealed class ImageBuilder(
    IRegistryClient registry, ILayerPusher pusher, BaseResolver resolver, BlobTransfer transfer) : IImageBuilder
{
    public async Task<BuiltImage> BuildAsync(BuildRequest request, IProgress<LayerProgress>? progress, CancellationToken cancellationToken)
    {
        var target = request.Target with { Digest = null };
        var image = await ResolveAsync(request, cancellationToken).ConfigureAwait(false);

        // Before any byte is sent: a config that can't be used is known at once.
        var created = request.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var laid = ConfigOverlay.Apply(image.Config, request.Config, created);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var copying = CopyBaseAsync(image, target, request.Credentials, stop.Token);
        var layers = await StopOnFailureAsync(PushAsync(request, target, progress, stop.Token), copying, stop).ConfigureAwait(false);
        var totals = (await copying.ConfigureAwait(false)).Add(new TransferTotals(0, 0, layers.Sum(layer => layer.Layer.Descriptor.Size)));

        var composed = layers.Select(layer => new ComposeLayer(layer.Layer.Descriptor, layer.Layer.DiffId, null, null)).ToList();
        var config = ConfigEditor.Edit(laid, composed, new ComposeConfig { Labels = request.Labels });
        var blob = await registry.PutBlobAsync(target, ManifestWriter.ConfigType(image), config, request.Credentials, cancellationToken)
            .ConfigureAwait(false);
        var (mediaType, content) = ManifestWriter.Write(image, blob, composed, request.Annotations);
        var digest = await registry.PutManifestAsync(target, mediaType, content, request.Credentials, cancellationToken)
            .ConfigureAwait(false);
        var size = blob.Size + image.Layers.Sum(layer => layer.Size) + layers.Sum(layer => layer.Layer.Descriptor.Size);
        return new BuiltImage(target with { Digest = digest }, size, layers, totals);
    }

    private async Task<ResolvedBase> ResolveAsync(BuildRequest request, CancellationToken cancellationToken)
    {
        if (request.Base is not { } reference)
        {
            return new ResolvedBase(null, null, null, [], ConfigEditor.Scratch(request.Platform), BaseImage.Scratch);
        }

        var found = await resolver.FindAsync(reference, request.Platform, request.Credentials, cancellationToken).ConfigureAwait(false);
        return await found.ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<TransferTotals> CopyBaseAsync(
        ResolvedBase image, ImageReference target, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        image.Source is null
            ? default
            : await transfer.RunAsync(image.Source, target, image.Layers, credentials, _ => { }, cancellationToken).ConfigureAwait(false);

    private async Task<List<PushedLayer>> PushAsync(
        BuildRequest request, ImageReference target, IProgress<LayerProgress>? progress, CancellationToken cancellationToken)
    {
        var layers = new List<PushedLayer>();
        foreach (var content in request.Layers)
        {
            layers.Add(await pusher.PushAsync(target, content, request.LayerOptions, request.Credentials, progress, cancellationToken)
                .ConfigureAwait(false));
        }

        return layers;
    }

    // What goes wrong with one of the two ends the other; the first failure is the one to tell.
    private static async Task<T> StopOnFailureAsync<T>(Task<T> pushing, Task copying, CancellationTokenSource stop)
    {
        var first = await Task.WhenAny(pushing, copying).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(pushing, copying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await first.ConfigureAwait(false);
        }

        try
        {
            return await pushing.ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await copying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }
}
