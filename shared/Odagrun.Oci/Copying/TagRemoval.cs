using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <inheritdoc cref="ITagRemoval"/>
internal sealed class TagRemoval(IRegistryClient registry) : ITagRemoval
{
    public async Task<bool> RemoveTagAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var manifest = await registry.GetManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false);
        if (manifest is null)
        {
            return false;
        }

        try
        {
            return await registry.DeleteManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false);
        }
        catch (RegistryException e)
            when (e.Status is HttpStatusCode.BadRequest or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
        {
            await RemoveByStandInAsync(image, manifest, credentials, cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    public async Task<Digest?> RemoveImageAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var digest = image.Digest
            ?? (await registry.HeadManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false))?.Digest;
        return digest is { } known && await registry.DeleteManifestAsync(image.WithDigest(known), credentials, cancellationToken)
            .ConfigureAwait(false) ? known : null;
    }

    // Older registries remove by digest only, and with the digest every tag of the image. So the tag is moved to a manifest that is
    // nothing else's, and goes away with that one.
    private async Task RemoveByStandInAsync(
        ImageReference image, ManifestContent manifest, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var unique = Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"none","os":"none","config":{},"rootfs":{"type":"layers","diff_ids":[]},"odagrun":"{{{RandomNumberGenerator.GetHexString(32)}}}"}""");
        var config = await registry.PutBlobAsync(image, MediaTypes.OciConfig, unique, credentials, cancellationToken).ConfigureAwait(false);
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new ImageManifest { MediaType = MediaTypes.OciManifest, Config = config, Layers = [] }, OciJson.Default.ImageManifest);
        var digest = await registry.PutManifestAsync(image, MediaTypes.OciManifest, content, credentials, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            await registry.DeleteManifestAsync(image.WithDigest(digest), credentials, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Whatever it was: a tag that can't be removed must not be left on nothing.
            await registry.PutManifestAsync(image, manifest.MediaType, manifest.Content, credentials, CancellationToken.None)
                .ConfigureAwait(false);
            throw;
        }
    }
}
