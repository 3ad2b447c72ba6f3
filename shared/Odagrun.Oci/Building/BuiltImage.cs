using Odagrun.Oci.Copying;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Building;

/// <summary>An image that was made.</summary>
/// <param name="Reference">With tag and digest.</param>
/// <param name="Size">Bytes of config and layers, as they are stored.</param>
/// <param name="Layers">The new layers.</param>
/// <param name="Totals">What had to be moved, the new layers among it.</param>
public sealed record BuiltImage(ImageReference Reference, long Size, IReadOnlyList<PushedLayer> Layers, TransferTotals Totals);
