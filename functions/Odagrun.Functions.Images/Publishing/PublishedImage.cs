using Odagrun.Oci.References;

namespace Odagrun.Functions.Images.Publishing;

/// <summary>An image in the registry: its name with tag and digest, the compressed bytes of its layers, its SBOM's manifest.</summary>
internal sealed record PublishedImage(ImageReference Reference, long Size, Digest Sbom);
