using System.Runtime.InteropServices;

namespace Odagrun.Executor.Native;

/// <summary>poll(2)'s <c>struct pollfd</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    internal int Descriptor;
    internal short Events;
    internal short Returned;
}
