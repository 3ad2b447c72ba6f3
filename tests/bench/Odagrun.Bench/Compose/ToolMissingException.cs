namespace Odagrun.Bench.Compose;

/// <summary>A program to compare with does not run here.</summary>
internal sealed class ToolMissingException(string message) : Exception(message);
