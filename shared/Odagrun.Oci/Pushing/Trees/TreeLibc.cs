using System.Runtime.InteropServices;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>
/// Calls of the C library that walk a tree by its directories' descriptors; results and errors as their manual pages say.
/// </summary>
internal static unsafe partial class TreeLibc
{
    public const int CurrentDirectory = -100; // AT_FDCWD
    public const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    public const uint BasicFields = 0x7ff; // STATX_BASIC_STATS
    public const int SeekSet = 0;
    public const int SeekData = 3;
    public const int SeekHole = 4;
    public const int Interrupted = 4; // EINTR
    public const int NoEntry = 2; // ENOENT
    public const int NoSuchAddress = 6; // ENXIO
    public const int NoAccess = 13; // EACCES
    public const int NotADirectory = 20; // ENOTDIR
    public const int NoData = 61; // ENODATA
    public const int NotSupported = 95; // ENOTSUP

    // Read only; closed in programs that are started; a pipe that took a file's place blocks nobody. The same on all architectures.
    public const int OpenToRead = 0x80000 | 0x800;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Statx(int directory, byte* path, int flags, uint mask, out NodeStatus status);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int OpenAt(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadDirectory(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ReadLink(int directory, byte* path, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "flistxattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ListAttributes(int descriptor, byte* list, nuint length);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint GetAttribute(int descriptor, byte* name, byte* value, nuint length);
}
