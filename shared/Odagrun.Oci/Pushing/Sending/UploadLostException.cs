namespace Odagrun.Oci.Pushing.Sending;

/// <summary>The registry no longer knows an upload whose bytes are gone here too: it must begin anew.</summary>
internal sealed class UploadLostException(string message, Exception? inner = null) : Exception(message, inner);
