using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_stream</c>, version 1, as libgit2 1.8 has it, with what is ours behind it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitStream
{
    public int Version;
    public uint Flags;
    public int TimeoutMilliseconds;
    public int ConnectTimeoutMilliseconds;
    public delegate* unmanaged[Cdecl]<GitStream*, int> Connect;
    public nint Certificate;
    public nint SetProxy;
    public delegate* unmanaged[Cdecl]<GitStream*, byte*, nuint, nint> Read;
    public delegate* unmanaged[Cdecl]<GitStream*, byte*, nuint, int, nint> Write;
    public delegate* unmanaged[Cdecl]<GitStream*, int> Close;
    public delegate* unmanaged[Cdecl]<GitStream*, void> Free;

    /// <summary>Ours: the connection, a GCHandle.</summary>
    public nint Connection;
}
