namespace Odagrun.Caches.Stored;

/// <summary>What stands under a tag was not written by this installation, or by another version of it; it is not used.</summary>
public sealed class StoredRefusedException(string message, Exception? inner = null) : Exception(message, inner);
