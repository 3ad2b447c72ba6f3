using System.Runtime.InteropServices;

namespace Odagrun.Runc.Native;

/// <summary>struct timespec of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds)
{
    public static TimeSpec From(DateTimeOffset time)
    {
        var seconds = time.ToUnixTimeSeconds();
        return new TimeSpec(seconds, (time - DateTimeOffset.FromUnixTimeSeconds(seconds)).Ticks * 100);
    }
}
