using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Sweeping;

/// <summary>Something in the registry that the sweep looks at.</summary>
/// <param name="Reference">Repository and tag.</param>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="LastUsed">When it was last used or stored; null: nobody noted it.</param>
/// <param name="Keep">How long it is kept unused.</param>
/// <param name="Mark">The digest of its mark, where it has one.</param>
internal sealed record SweptItem(
    ImageReference Reference, Digest Digest, string Name, IReadOnlyList<Descriptor> Layers, DateTimeOffset? LastUsed, TimeSpan Keep,
    Digest? Mark)
{
    /// <summary>Bytes of its layers.</summary>
    public long Bytes => Layers.Sum(layer => layer.Size);
}
