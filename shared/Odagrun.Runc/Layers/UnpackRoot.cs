using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Odagrun.Oci.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>
/// A directory that is written through descriptors only: a path is walked part by part and no part may be a symbolic link, so
/// nothing that a layer says can reach outside. For one thread.
/// </summary>
internal sealed class UnpackRoot : IDisposable
{
    private const uint ImpliedDirectoryMode = 0x1ED; // rwxr-xr-x

    private static readonly int DirectoryFlags = OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec;

    private readonly SafeFileHandle _root;
    private SafeFileHandle? _cached;
    private string _cachedPath = "";

    public UnpackRoot(string path)
    {
        Path = path;
        _root = new SafeFileHandle(NativeError.Check(LibC.Open(path, DirectoryFlags, 0), $"opening '{path}'"), ownsHandle: true);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>A directory inside, made with its parents where missing; stays ours, good until the next call.</summary>
    public SafeFileHandle Enter(string path)
    {
        if (path.Length == 0)
        {
            return _root;
        }

        if (_cached is null || _cachedPath != path)
        {
            var entered = Walk(path, create: true, out var obstacle) ?? throw Refusal(path, obstacle);
            Forget();
            (_cached, _cachedPath) = (entered, path);
        }

        return _cached!;
    }

    /// <summary>A directory inside, to be disposed by the caller; null where there is none, or the way leads over something else.</summary>
    public SafeFileHandle? TryOpen(string path) => Walk(path, create: false, out _);

    /// <summary>Forgets what it knows of directories: something was removed.</summary>
    public void Forget()
    {
        _cached?.Dispose();
        _cached = null;
    }

    public void Dispose()
    {
        Forget();
        _root.Dispose();
    }

    private SafeFileHandle? Walk(string path, bool create, out string obstacle)
    {
        obstacle = "";
        var current = Descend(_root, ".", create: false)!;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Descend(current, part, create);
            current.Dispose();
            if (next is null)
            {
                obstacle = part;
                return null;
            }

            current = next;
        }

        return current;
    }

    private static SafeFileHandle? Descend(SafeFileHandle from, string part, bool create)
    {
        var next = LibC.OpenAt(from, part, DirectoryFlags, 0);
        if (next < 0 && create && Marshal.GetLastPInvokeError() == Errno.NoEntry)
        {
            NativeError.Check(LibC.MakeDirectoryAt(from, part, ImpliedDirectoryMode), $"making the directory '{part}'");
            next = LibC.OpenAt(from, part, DirectoryFlags, 0);
        }

        if (next >= 0)
        {
            return new SafeFileHandle(next, ownsHandle: true);
        }

        return Marshal.GetLastPInvokeError() is Errno.NoEntry or Errno.NotDirectory or Errno.TooManyLinks
            ? null
            : throw NativeError.Last($"opening the directory '{part}'");
    }

    private static LayerFormatException Refusal(string path, string part) =>
        new($"the layer writes into '{path}', where '{part}' is a symbolic link or a file: refused");
}
