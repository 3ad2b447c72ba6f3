using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>Composes images inside a registry: the manifest goes last, so that an image is whole as soon as it has a name.</summary>
internal sealed class ImageComposer(
    IRegistryClient registry,
    BaseResolver resolver,
    BaseMirror mirror,
    BlobPlacer placer,
    SeenInRegistry seen,
    KeyedLock locks,
    IOptions<ImageComposerOptions> options,
    ILogger<ImageComposer> log) : IImageComposer
{
    public async Task<ComposedImage> ComposeAsync(ComposeRequest request, CancellationToken cancellationToken)
    {
        RefuseOwnStore(request);
        var found = request.Base is { } reference
            ? await resolver.FindAsync(reference, request.Platform, request.Credentials, cancellationToken).ConfigureAwait(false)
            : FoundBase.Of(ScratchFor(request.Platform), wasAsked: false);
        var target = request.Target.WithTag(ComposedName.Of(found.Digest, request));

        // Where the base's tag was just asked for, a composed image that was seen lately is not asked for as well.
        var reading = found.ReadAsync(cancellationToken);
        var finding = FindAsync(target, mayRemember: found.WasAsked, request.Credentials, cancellationToken);
        await Task.WhenAll(reading, finding).ConfigureAwait(false);
        var image = await reading.ConfigureAwait(false);
        if (await finding.ConfigureAwait(false) is { } digest)
        {
            return Existing(target, digest, image);
        }

        // Jobs of one pipeline often want the same image at the same moment: one composes, the others find it.
        using var turn = await locks.EnterAsync("compose " + target, cancellationToken).ConfigureAwait(false);
        return seen.FindImage(target) is { } composedMeanwhile
            ? Existing(target, composedMeanwhile, image)
            : await BuildAsync(request, image, target, cancellationToken).ConfigureAwait(false);
    }

    // What other projects' jobs left here is not theirs to share: a job may not name it as its image.
    private void RefuseOwnStore(ComposeRequest request)
    {
        if (request.Base is { } image && image.Registry == request.Target.Registry
            && (image.Repository == request.Target.Repository
                || image.Repository.StartsWith(options.Value.BaseRepository + "/", StringComparison.Ordinal)))
        {
            throw new ImageNotFoundException(
                image, $"image {image} cannot be used: {image.Repository} is the runner's own store; name the original image");
        }
    }

    private static ComposedImage Existing(ImageReference target, Digest digest, ResolvedBase image) =>
        new(target with { Digest = digest }, image.Image, Existed: true, BlobBytesSent: 0);

    private static ResolvedBase ScratchFor(Platform platform) =>
        new(null, null, null, [], ConfigEditor.Scratch(platform), BaseImage.Scratch);

    private async Task<Digest?> FindAsync(
        ImageReference target, bool mayRemember, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        if (mayRemember && seen.FindImage(target) is { } remembered)
        {
            return remembered;
        }

        if (await registry.HeadManifestAsync(target, credentials, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        seen.RememberImage(target, found.Digest);
        return found.Digest;
    }

    private async Task<ComposedImage> BuildAsync(
        ComposeRequest request, ResolvedBase image, ImageReference target, CancellationToken cancellationToken)
    {
        var (baseRepository, sent) = await BaseRepositoryAsync(request, image, cancellationToken).ConfigureAwait(false);
        var blobs = BlobsOf(request, image, baseRepository).ToList();
        var config = ConfigEditor.Edit(image.Config, request.Layers, request.Config);

        var placing = placer.PlaceAsync(target, blobs, request.Credentials, cancellationToken);
        var sendingConfig = registry.PutBlobAsync(target, ManifestWriter.ConfigType(image), config, request.Credentials, cancellationToken);
        await Task.WhenAll(placing, sendingConfig).ConfigureAwait(false);
        sent += await placing.ConfigureAwait(false);
        var (mediaType, content) = ManifestWriter.Write(image, await sendingConfig.ConfigureAwait(false), request.Layers);

        Digest digest;
        try
        {
            digest = await registry.PutManifestAsync(target, mediaType, content, request.Credentials, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RegistryException e) when (IsBlobMissing(e))
        {
            sent += await PlaceAgainAsync(request, target, blobs, cancellationToken).ConfigureAwait(false);
            digest = await registry.PutManifestAsync(target, mediaType, content, request.Credentials, cancellationToken)
                .ConfigureAwait(false);
        }

        seen.RememberImage(target, digest);
        log.Composed(target.ToString(), request.Base?.ToString() ?? "scratch", request.Layers.Count, sent);
        return new ComposedImage(target with { Digest = digest }, image.Image, Existed: false, sent);
    }

    // A base of the target's own registry is mounted from where it is; one of another registry is copied there first.
    private async Task<(string? Repository, long Sent)> BaseRepositoryAsync(
        ComposeRequest request, ResolvedBase image, CancellationToken cancellationToken)
    {
        if (image.Source is null || image.Source.Registry == request.Target.Registry)
        {
            return (image.Source?.Repository, 0);
        }

        return await mirror.EnsureAsync(image, request.Target, request.Credentials, cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<BlobToPlace> BlobsOf(ComposeRequest request, ResolvedBase image, string? baseRepository)
    {
        foreach (var layer in image.Layers)
        {
            yield return new BlobToPlace(
                layer, baseRepository, cancel => registry.OpenBlobAsync(image.Source!, layer, request.Credentials, cancel));
        }

        foreach (var layer in request.Layers)
        {
            yield return new BlobToPlace(layer.Descriptor, layer.FromRepository, layer.Open);
        }
    }

    // Somebody deleted what we remember to be there.
    private async Task<long> PlaceAgainAsync(
        ComposeRequest request, ImageReference target, List<BlobToPlace> blobs, CancellationToken cancellationToken)
    {
        log.BlobsGone(target.ToString());
        foreach (var blob in blobs)
        {
            seen.ForgetBlob(target, blob.Descriptor.Digest);
        }

        return await placer.PlaceAsync(target, blobs, request.Credentials, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsBlobMissing(RegistryException e) =>
        e.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound && e.Code is "MANIFEST_BLOB_UNKNOWN" or "BLOB_UNKNOWN";
}
