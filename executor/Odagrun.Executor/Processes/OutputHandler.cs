namespace Odagrun.Executor.Processes;

/// <summary>Takes what a program printed, on the pump's own thread.</summary>
internal delegate void OutputHandler(bool isError, ReadOnlySpan<byte> bytes);
