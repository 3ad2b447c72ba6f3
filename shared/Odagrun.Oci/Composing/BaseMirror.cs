using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>Keeps a base image of another registry in the target's registry, so that the next job copies nothing.</summary>
internal sealed class BaseMirror(
    IRegistryClient registry, SeenInRegistry seen, KeyedLock locks, BlobPlacer placer, IOptions<ImageComposerOptions> options,
    ILogger<BaseMirror> log)
{
    private const int MaxRepositoryLength = 200;

    /// <summary>The repository of the target's registry that has the image's blobs, and the bytes that were copied for it now.</summary>
    public async Task<(string Repository, long BytesSent)> EnsureAsync(
        ResolvedBase image, ImageReference target, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var manifest = image.Manifest!;
        var mirror = new ImageReference(target.Registry, RepositoryOf(image.Source!), null, manifest.Digest);
        if (seen.FindImage(mirror) is not null)
        {
            return (mirror.Repository, 0);
        }

        // Many jobs that begin at once with a new image: one copies, the others find it.
        using var turn = await locks.EnterAsync("mirror " + mirror, cancellationToken).ConfigureAwait(false);
        if (seen.FindImage(mirror) is not null
            || await registry.HeadManifestAsync(mirror, credentials, cancellationToken).ConfigureAwait(false) is not null)
        {
            seen.RememberImage(mirror, manifest.Digest);
            return (mirror.Repository, 0);
        }

        var sent = await placer.PlaceAsync(mirror, BlobsOf(image, credentials), credentials, cancellationToken).ConfigureAwait(false);

        // Registries collect what has no tag. Schema 1 they no longer take: of such an image only the blobs are kept.
        if (image.ConfigBlob is not null)
        {
            var tagged = mirror.WithTag(manifest.Digest.Hex);
            await registry.PutManifestAsync(tagged, manifest.MediaType, manifest.Content, credentials, cancellationToken)
                .ConfigureAwait(false);
        }

        seen.RememberImage(mirror, manifest.Digest);
        log.BaseCopied(image.Source!.ToString(), mirror.Repository, sent);
        return (mirror.Repository, sent);
    }

    private IEnumerable<BlobToPlace> BlobsOf(ResolvedBase image, RegistryCredentials credentials) =>
        image.Layers.Concat(image.ConfigBlob is { } config ? [config] : []).Select(blob => new BlobToPlace(
            blob, null, cancel => registry.OpenBlobAsync(image.Source!, blob, credentials, cancel)));

    // Host and path, in what a repository's name allows; a name that does not fit is told by its hash.
    private string RepositoryOf(ImageReference source)
    {
        var host = new StringBuilder(source.Registry.ToLowerInvariant()).Replace(':', '_').Replace("[", "").Replace("]", "");
        var name = $"{options.Value.BaseRepository}/{host}/{source.Repository}";
        return name.Length <= MaxRepositoryLength && ImageReference.TryParse($"localhost/{name}", out _)
            ? name
            : $"{options.Value.BaseRepository}/{Digest.Of(Encoding.UTF8.GetBytes(name)).Hex}";
    }
}
