namespace Odagrun.Functions.Host.Standalone;

/// <summary>Whether the program ends when there is nothing left to do.</summary>
internal sealed record StandaloneMode(bool UntilIdle);
