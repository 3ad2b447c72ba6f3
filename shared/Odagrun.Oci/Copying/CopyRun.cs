using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <summary>One copy: manifests from the leaves up, so that each finds in the target what it names.</summary>
internal sealed class CopyRun(IRegistryClient registry, BlobTransfer transfer, CopyRequest request, IProgress<TransferProgress>? progress)
{
    private const int DeepestIndex = 4;

    private long _done;
    private long _known;

    /// <summary>The manifests that were copied.</summary>
    public HashSet<Digest> Digests { get; } = [];

    public TransferTotals Totals { get; private set; }

    public static T Parse<T>(ImageReference image, ManifestContent manifest, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(manifest.Content.Span, type) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new RegistryException($"image {image} cannot be copied: its manifest {manifest.Digest} is not as specified: {e.Message}",
                HttpStatusCode.UnprocessableEntity, "MANIFEST_INVALID", e);
        }
    }

    /// <summary>Copies all that a manifest names, and not yet itself.</summary>
    public async Task CopyContentAsync(ManifestContent manifest, CancellationToken cancellationToken, int depth = 0)
    {
        if (!Digests.Add(manifest.Digest))
        {
            return;
        }

        if (MediaTypes.IsSchema1(manifest.MediaType))
        {
            throw new ImageNotFoundException(
                request.Source,
                $"image {request.Source} has the old manifest schema 1, which registries no longer take; make one of today of it: registry_push --from={request.Source}");
        }

        if (!MediaTypes.IsIndex(manifest.MediaType))
        {
            var image = Parse(request.Source, manifest, OciJson.Default.ImageManifest);
            await TransferAsync([image.Config, .. image.Layers], cancellationToken).ConfigureAwait(false);
            return;
        }

        if (depth == DeepestIndex)
        {
            throw new ImageNotFoundException(
                request.Source, $"image {request.Source}: its index leads to indexes only, {DeepestIndex} deep");
        }

        foreach (var entry in Parse(request.Source, manifest, OciJson.Default.ImageIndex).Manifests)
        {
            await CopyManifestAsync(entry.Digest, cancellationToken, depth + 1).ConfigureAwait(false);
        }
    }

    /// <summary>Copies a manifest of the source with all that it names, under its digest.</summary>
    public async Task CopyManifestAsync(Digest digest, CancellationToken cancellationToken, int depth = 0)
    {
        var manifest = await registry.GetManifestAsync(request.Source.WithDigest(digest), request.Credentials, cancellationToken)
            .ConfigureAwait(false)
            ?? throw new ImageNotFoundException(request.Source,
                $"image {request.Source} names the manifest {digest}, which registry '{request.Source.Registry}' does not have");
        await CopyContentAsync(manifest, cancellationToken, depth).ConfigureAwait(false);
        await registry.PutManifestAsync(request.Target.WithDigest(digest), manifest.MediaType, manifest.Content, request.Credentials,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task TransferAsync(List<Descriptor> blobs, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _known, blobs.Sum(blob => blob.Size));
        Totals += await transfer.RunAsync(request.Source, request.Target, blobs, request.Credentials, Moved, cancellationToken)
            .ConfigureAwait(false);
    }

    private void Moved(long bytes) =>
        progress?.Report(new TransferProgress(Interlocked.Add(ref _done, bytes), Interlocked.Read(ref _known)));
}
