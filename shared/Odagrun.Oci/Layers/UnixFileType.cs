using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Odagrun.Oci.Layers;

/// <summary>
/// What .NET does not tell: whether a path is a regular file. To open a named pipe would block until somebody writes to it.
/// </summary>
internal static partial class UnixFileType
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint WantType = 1;
    private const int ModeOffset = 28;
    private const int StatxSize = 256;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    public static bool IsRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        // struct statx has one layout on all architectures, unlike struct stat.
        var result = new byte[StatxSize];
        return Statx(CurrentDirectory, path, NoFollow, WantType, result) == 0
            ? (BinaryPrimitives.ReadUInt16LittleEndian(result.AsSpan(ModeOffset)) & TypeMask) == Regular
            : throw new IOException($"'{path}' cannot be looked at: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, [Out] byte[] result);
}
