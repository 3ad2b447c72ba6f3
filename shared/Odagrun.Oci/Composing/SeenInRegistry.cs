using Microsoft.Extensions.Options;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>
/// What this process put or found in registries lately: blobs by repository, and composed images by name. It saves requests
/// only; where the registry says otherwise, <see cref="ForgetBlob"/> and all is asked again.
/// </summary>
internal sealed class SeenInRegistry(IOptions<ImageComposerOptions> options, TimeProvider clock)
{
    private readonly RecentMap<string, DateTimeOffset> _blobs = new(16_384);
    private readonly RecentMap<string, (Digest Digest, DateTimeOffset At)> _images = new(4096);

    public bool HasBlob(ImageReference repository, Digest digest) =>
        _blobs.TryGet(BlobKey(repository, digest), out var at) && IsFresh(at);

    public void RememberBlob(ImageReference repository, Digest digest) => _blobs.Set(BlobKey(repository, digest), clock.GetUtcNow());

    public void ForgetBlob(ImageReference repository, Digest digest) => _blobs.Remove(BlobKey(repository, digest));

    public Digest? FindImage(ImageReference image) =>
        _images.TryGet(image.ToString(), out var entry) && IsFresh(entry.At) ? entry.Digest : null;

    public void RememberImage(ImageReference image, Digest digest) => _images.Set(image.ToString(), (digest, clock.GetUtcNow()));

    private bool IsFresh(DateTimeOffset at) => clock.GetUtcNow() - at < options.Value.SeenFor;

    private static string BlobKey(ImageReference repository, Digest digest) => $"{repository.Registry}/{repository.Repository}@{digest}";
}
