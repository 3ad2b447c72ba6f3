namespace Odagrun.Oci.Layers;

/// <summary>An entry that a layer is written from; <paramref name="Open"/> gives a file's content when its turn comes.</summary>
internal sealed record LayerSource(LayerEntry Entry, Func<Stream>? Open = null);
