using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Images.Publishing;

/// <summary>
/// An image in the registry: its name with tag and digest, its manifest, the compressed bytes of its layers, its SBOM's manifest.
/// </summary>
internal sealed record PublishedImage(ImageReference Reference, Descriptor Manifest, long Size, Digest Sbom);
