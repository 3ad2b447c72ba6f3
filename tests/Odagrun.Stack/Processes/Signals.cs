using System.Runtime.InteropServices;

namespace Odagrun.Stack.Processes;

/// <summary>kill(2).</summary>
public static partial class Signals
{
    /// <summary>Sends; a process that has ended meanwhile is no error.</summary>
    public static void Send(int processId, PosixSignalName signal) => _ = Kill(processId, (int)signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
