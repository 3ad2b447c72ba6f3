using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>
/// fsync(2) of a directory: a rename survives a power cut only after it. .NET opens no directories, hence the native calls.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnlyDirectory = 0x10000 | 0x80000;

    public static void Flush(string path)
    {
        var descriptor = Open(path, ReadOnlyDirectory);
        if (descriptor < 0)
        {
            throw Failure("open", path);
        }

        try
        {
            if (Synchronize(descriptor) != 0)
            {
                throw Failure("flush", path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string what, string path) =>
        new($"could not {what} the directory {path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
