using Odagrun.Oci.Composing;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <inheritdoc cref="IImageCopier"/>
internal sealed class ImageCopier(IRegistryClient registry, BlobTransfer transfer) : IImageCopier
{
    public async Task<CopiedImage> CopyAsync(
        CopyRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var top = await registry.GetManifestAsync(request.Source, request.Credentials, cancellationToken).ConfigureAwait(false)
            ?? throw new ImageNotFoundException(request.Source,
                $"image {request.Source} does not exist: registry '{request.Source.Registry}' has no such repository or tag");
        var run = new CopyRun(registry, transfer, request, progress);
        top = await ChooseAsync(request, top, cancellationToken).ConfigureAwait(false);
        await run.CopyContentAsync(top, cancellationToken).ConfigureAwait(false);

        // Signatures first: nobody shall find the image under its name without them.
        var referrers = request.WithReferrers
            ? await new ReferrerCopy(registry, run, request).RunAsync(cancellationToken).ConfigureAwait(false)
            : 0;
        var target = request.Target.Tag is null ? request.Target.WithDigest(top.Digest) : request.Target with { Digest = null };
        await registry.PutManifestAsync(target, top.MediaType, top.Content, request.Credentials, cancellationToken).ConfigureAwait(false);
        return new CopiedImage(target with { Digest = top.Digest }, run.Digests.Count - referrers, referrers, run.Totals);
    }

    private async Task<ManifestContent> ChooseAsync(CopyRequest request, ManifestContent top, CancellationToken cancellationToken)
    {
        if (request.Platform is not { } platform || !MediaTypes.IsIndex(top.MediaType))
        {
            return top;
        }

        var entries = CopyRun.Parse(request.Source, top, OciJson.Default.ImageIndex).Manifests;
        var entry = PlatformSelection.Choose(entries, platform)
            ?? throw new ImageNotFoundException(
                request.Source, $"image {request.Source} does not exist for {platform}; there is: {PlatformSelection.Describe(entries)}");
        return await registry.GetManifestAsync(request.Source.WithDigest(entry.Digest), request.Credentials, cancellationToken)
            .ConfigureAwait(false)
            ?? throw new ImageNotFoundException(
                request.Source, $"image {request.Source}: its index names {entry.Digest} for {platform}, which the registry does not have");
    }
}
