namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>What was posted is no invocation.</summary>
internal sealed class InvocationFormatException(string message) : Exception(message);
