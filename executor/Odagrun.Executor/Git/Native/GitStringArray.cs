using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary><c>git_strarray</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitStringArray
{
    public byte** Strings;
    public nuint Count;
}
