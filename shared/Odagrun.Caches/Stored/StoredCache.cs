using Odagrun.Handover;
using Odagrun.Oci.References;

namespace Odagrun.Caches.Stored;

/// <summary>Something stored, as its manifest describes it.</summary>
/// <param name="Digest">The manifest's digest.</param>
/// <param name="Content">What it says of itself.</param>
/// <param name="Layers">The layers, the lowest first.</param>
/// <param name="Environment">Values of variables; null where there are none.</param>
public sealed record StoredCache(
    Digest Digest, CacheContent Content, IReadOnlyList<StoredLayer> Layers, IReadOnlyDictionary<string, string>? Environment)
{
    /// <summary>Names it; never the values.</summary>
    public override string ToString() => $"{Digest}, {Layers.Count} layers";
}
