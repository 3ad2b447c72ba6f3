using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_error</c>: the last message of this thread.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitErrorInfo
{
    public byte* Message;
    public int Category;
}
