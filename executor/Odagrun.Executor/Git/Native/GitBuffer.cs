using System.Runtime.InteropServices;

namespace Odagrun.Executor.Git.Native;

/// <summary>
/// <c>git_buf</c>: text that libgit2 allocates. LibGit2Sharp declares it as a class, which Native AOT copies in but never out.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct GitBuffer
{
    public byte* Text;
    public nuint Reserved;
    public nuint Size;

    public override readonly string ToString() => Marshal.PtrToStringUTF8((nint)Text, (int)Size);
}
