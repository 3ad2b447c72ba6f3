using System.Runtime.InteropServices;

namespace Odagrun.Executor.Archives.Files;

/// <summary><c>realpath(3)</c>: where a path leads when every link in it is followed.</summary>
internal static partial class RealPath
{
    /// <summary>Null when it leads nowhere.</summary>
    internal static unsafe string? Of(string path)
    {
        var resolved = Resolve(path, 0);
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            NativeMemory.Free((void*)resolved);
        }
    }

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, nint buffer);
}
