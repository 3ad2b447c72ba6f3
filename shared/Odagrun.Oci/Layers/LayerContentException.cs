namespace Odagrun.Oci.Layers;

/// <summary>
/// What a layer is made of can't be read, changed while it was read, or can't stand in a layer. The message names it and says what to do.
/// </summary>
public sealed class LayerContentException(string message, Exception? inner = null) : IOException(message, inner);
