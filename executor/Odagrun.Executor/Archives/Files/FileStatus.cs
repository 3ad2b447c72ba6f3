using System.Runtime.InteropServices;

namespace Odagrun.Executor.Archives.Files;

/// <summary>What the kernel says of a path, without following a link at its end: .NET does not tell sockets and pipes from files.</summary>
/// <param name="Mode">Type and permission bits.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">Last change of the content.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
internal readonly partial record struct FileStatus(ushort Mode, long Size, DateTimeOffset Modified, uint Uid, uint Gid)
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7ff;
    private const int NoEntry = 2;
    private const int NotADirectory = 20;
    private const int TypeMask = 0xF000;

    internal bool IsFile => (Mode & TypeMask) == 0x8000;

    internal bool IsDirectory => (Mode & TypeMask) == 0x4000;

    internal bool IsSymbolicLink => (Mode & TypeMask) == 0xA000;

    /// <summary>Null when there is nothing at the path; throws <see cref="IOException"/> when it cannot be told.</summary>
    internal static FileStatus? Read(string path)
    {
        if (Statx(CurrentDirectory, path, NoFollow, BasicFields, out var data) == 0)
        {
            var modified = DateTimeOffset.FromUnixTimeSeconds(data.Modified.Seconds).AddTicks(data.Modified.Nanoseconds / 100);
            return new(data.Mode, (long)data.Size, modified, data.Uid, data.Gid);
        }

        var error = Marshal.GetLastPInvokeError();
        return error is NoEntry or NotADirectory
            ? null
            : throw new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    // The structure of statx is the same on every architecture and libc, that of stat is not.
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxData data);
}
