using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>
/// The composer's result: <paramref name="Reference"/> with tag and digest; what the base's config said; whether it was there
/// already; the bytes of layers that were sent or copied, 0 where all were mounted.
/// </summary>
public sealed record ComposedImage(ImageReference Reference, BaseImage Base, bool Existed, long BlobBytesSent);
