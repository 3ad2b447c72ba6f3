namespace Odagrun.Oci.Registry.Http;

/// <summary>The connection broke in the middle of an answer's body.</summary>
internal sealed class BrokenAnswerException(string message, Exception inner) : Exception(message, inner);
