using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_stream_registration</c>, version 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitStreamRegistration
{
    public int Version;
    public delegate* unmanaged[Cdecl]<GitStream**, byte*, byte*, int> Init;
    public nint Wrap;
}
