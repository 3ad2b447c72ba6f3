namespace Odagrun.Oci.Layers;

/// <summary>
/// A layer is damaged, tries to write outside the image's root, or holds what no image may bring (devices). The message names the entry.
/// </summary>
public sealed class LayerFormatException(string message, Exception? inner = null) : Exception(message, inner);
