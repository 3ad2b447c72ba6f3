namespace Odagrun.Executor.Processes;

/// <summary>How a process ended: with a code, or by a signal (then the code is 128 and its number, as shells have it).</summary>
internal readonly record struct ExitStatus(int Code, int? Signal = null)
{
    internal static ExitStatus FromWait(int status) =>
        (status & 0x7F) == 0 ? new((status >> 8) & 0xFF) : new(128 + (status & 0x7F), status & 0x7F);
}
