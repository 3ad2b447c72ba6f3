using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_remote_head</c>: a ref that the server has.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitRemoteHead
{
    internal const int ObjectIdSize = 20;

    public int IsLocal;
    public fixed byte ObjectId[ObjectIdSize];
    public fixed byte LocalObjectId[ObjectIdSize];
    public byte* Name;
    public byte* SymbolicTarget;
}
