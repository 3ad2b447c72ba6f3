using System.Runtime.InteropServices;

namespace Odagrun.Executor.Archives.Files;

/// <summary><c>struct statx_timestamp</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StatxTime
{
    public long Seconds;
    public uint Nanoseconds;
    public int Spare;
}
