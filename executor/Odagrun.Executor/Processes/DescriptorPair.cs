using System.ComponentModel;
using System.Runtime.InteropServices;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Processes;

/// <summary>A pipe: read here, written there. Both ends are closed by <see cref="IDisposable.Dispose"/>, at most once each.</summary>
internal sealed class DescriptorPair : IDisposable
{
    private DescriptorPair(int reading, int writing) => (Reading, Writing) = (reading, writing);

    /// <summary>-1 when closed.</summary>
    internal int Reading { get; private set; }

    /// <summary>-1 when closed.</summary>
    internal int Writing { get; private set; }

    internal static unsafe DescriptorPair Open()
    {
        var both = stackalloc int[2];
        return Libc.Pipe(both, Libc.CloseOnExec) == 0
            ? new DescriptorPair(both[0], both[1])
            : throw new Win32Exception(Marshal.GetLastPInvokeError(), "no pipe can be made for a program's output");
    }

    internal void CloseReading() => Reading = Close(Reading);

    internal void CloseWriting() => Writing = Close(Writing);

    public void Dispose()
    {
        CloseReading();
        CloseWriting();
    }

    private static int Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }

        return -1;
    }
}
