using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>
/// A base image, read: its manifest (null for scratch), its layers with their uncompressed digests, and its config's bytes.
/// </summary>
internal sealed record ResolvedBase(
    ImageReference? Source,
    ManifestContent? Manifest,
    Descriptor? ConfigBlob,
    IReadOnlyList<Descriptor> Layers,
    ReadOnlyMemory<byte> Config,
    BaseImage Image)
{
    /// <summary>Whether the result is written in Docker's media types.</summary>
    public bool IsDocker =>
        Manifest is { MediaType: MediaTypes.DockerManifest } || (Manifest is not null && MediaTypes.IsSchema1(Manifest.MediaType));
}
