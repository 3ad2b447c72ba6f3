namespace Odagrun.Oci.Building;

/// <summary>An image config that someone wrote is not as specified; the message names the field.</summary>
public sealed class ImageConfigException(string message, Exception? inner = null) : Exception(message, inner);
