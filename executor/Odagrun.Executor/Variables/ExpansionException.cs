namespace Odagrun.Executor.Variables;

/// <summary>A reference to a variable that cannot be expanded; the message shows it.</summary>
internal sealed class ExpansionException(string message) : Exception(message);
