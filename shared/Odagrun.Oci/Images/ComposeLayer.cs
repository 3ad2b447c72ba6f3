using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>
/// A layer to put on top of the base. <paramref name="DiffId"/> is the digest of the uncompressed tar (image-spec, config.md).
/// Where it comes from, tried in order: it is in the target repository, mounted from <paramref name="FromRepository"/> of the
/// target's registry, or read from <paramref name="Open"/>.
/// </summary>
public sealed record ComposeLayer(
    Descriptor Descriptor,
    Digest DiffId,
    string? FromRepository,
    Func<CancellationToken, Task<Stream>>? Open);
