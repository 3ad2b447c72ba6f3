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

    // The directories on the way to the last one, open: a layer's entries come sorted, mostly, so the next one is near.
    private readonly List<(string Name, SafeFileHandle Directory)> _way = [];

    public UnpackRoot(string path)
    {
        Path = path;
        _root = new SafeFileHandle(NativeError.Check(LibC.Open(path, DirectoryFlags, 0), $"opening '{path}'"), ownsHandle: true);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>A directory inside, made with its parents where missing; stays ours, good until the next call.</summary>
    public SafeFileHandle Enter(string path) => Go(path, create: true, out var obstacle) ?? throw Refusal(path, obstacle);

    /// <summary>As <see cref="Enter"/>, null where there is none, or the way leads over something else.</summary>
    public SafeFileHandle? Find(string path) => Go(path, create: false, out _);

    /// <summary>As <see cref="Find"/>, to be disposed by the caller.</summary>
    public SafeFileHandle? TryOpen(string path) => Find(path) is { } found ? Descend(found, ".", create: false) : null;

    /// <summary>Forgets what it knows of directories: something was removed.</summary>
    public void Forget() => GoBack(0);

    public void Dispose()
    {
        Forget();
        _root.Dispose();
    }

    private SafeFileHandle? Go(string path, bool create, out string obstacle)
    {
        obstacle = "";
        var depth = 0;
        var current = _root;
        foreach (var range in path.AsSpan().Split('/'))
        {
            var part = path.AsSpan(range);
            if (part.IsEmpty)
            {
                continue;
            }

            if (depth == _way.Count || !part.SequenceEqual(_way[depth].Name))
            {
                GoBack(depth);
                var name = part.ToString();
                if (Descend(current, name, create) is not { } next)
                {
                    obstacle = name;
                    return null;
                }

                _way.Add((name, next));
            }

            current = _way[depth++].Directory;
        }

        return current;
    }

    private void GoBack(int depth)
    {
        for (var i = _way.Count - 1; i >= depth; i--)
        {
            _way[i].Directory.Dispose();
            _way.RemoveAt(i);
        }
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
