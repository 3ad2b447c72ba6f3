using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Odagrun.Runc.Native;

/// <summary>
/// An advisory lock (flock) that belongs to the open file: it lives as long as any process has the descriptor, and ends with the
/// last of them however that one dies. .NET's own file locks are given up by the first close, so they can't be handed on.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int EmptyPath = 0x1000;
    private const uint WantLinks = 4;
    private const int LinksOffset = 16;

    private FileLock(SafeFileHandle handle) => Handle = handle;

    /// <summary>The open file, to be handed to a child.</summary>
    public SafeFileHandle Handle { get; }

    /// <summary>The exclusive lock on the file, which is made; null when another holds it, or the directory is gone.</summary>
    public static FileLock? TryExclusive(string path) => TryTake(path, OpenFlags.Create, Exclusive);

    /// <summary>A shared lock on the file, which is made; null while another holds it exclusively.</summary>
    public static FileLock? TryShared(string path) => TryTake(path, OpenFlags.Create, Shared);

    /// <summary>Whether somebody holds the exclusive lock now.</summary>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var mine = TryTake(path, 0, Shared);
        return mine is null && File.Exists(path);
    }

    /// <inheritdoc/>
    public void Dispose() => Handle.Dispose();

    private static FileLock? TryTake(string path, int flags, int operation)
    {
        var descriptor = LibC.Open(path, flags | OpenFlags.ReadWrite | OpenFlags.CloseOnExec, 0x180);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == Errno.NoEntry ? null : throw NativeError.Last($"opening '{path}'");
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (LibC.Lock(handle, operation | NonBlocking) < 0)
        {
            var error = Marshal.GetLastPInvokeError();
            var failure = NativeError.Last($"locking '{path}'");
            handle.Dispose();
            return error == Errno.WouldBlock ? null : throw failure;
        }

        // The file may have been removed between open and lock: then the lock says nothing to anybody.
        if (Links(handle) == 0)
        {
            handle.Dispose();
            return null;
        }

        return new FileLock(handle);
    }

    private static uint Links(SafeFileHandle handle)
    {
        var result = new byte[256];
        NativeError.Check(LibC.StatX(handle, "", EmptyPath, WantLinks, result), "statx on a lock file");
        return BitConverter.ToUInt32(result, LinksOffset);
    }
}
