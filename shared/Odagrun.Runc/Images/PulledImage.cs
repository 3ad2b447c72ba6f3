using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Runc.Images;

/// <summary>What is needed of an image: how to run it, and its layers from the lowest with the digests of their tars.</summary>
internal sealed record PulledImage(ContainerConfig Config, IReadOnlyList<(Descriptor Layer, Digest DiffId)> Layers)
{
    /// <summary>Program and arguments.</summary>
    public IReadOnlyList<string> Command => [.. Config.Entrypoint ?? [], .. Config.Cmd ?? []];
}
