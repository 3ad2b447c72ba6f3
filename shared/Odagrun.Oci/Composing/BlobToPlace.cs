using Odagrun.Oci.Images;

namespace Odagrun.Oci.Composing;

/// <summary>A blob, the repository of the target's registry that may have it, and how it is had otherwise.</summary>
internal sealed record BlobToPlace(Descriptor Descriptor, string? FromRepository, Func<CancellationToken, Task<Stream>>? Open);
