using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Odagrun.Oci.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>Makes the names of a layer below a root; what an earlier entry of the same layer left under a name gives way.</summary>
internal sealed class UnpackedNames(UnpackRoot root)
{
    private const int NoFollow = 0x100;
    private const uint CharacterDevice = 0x2000;
    private const uint FileMode = 0x180;
    private const uint DirectoryMode = 0x1C0;

    private static readonly int NewFile =
        OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.CloseOnExec;

    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    public SafeFileHandle MakeFile(string path)
    {
        var name = EntryPath.Name(path);
        var descriptor = LibC.OpenAt(Enter(path), name, NewFile, FileMode);
        if (descriptor < 0 && Marshal.GetLastPInvokeError() == Errno.Exists)
        {
            descriptor = LibC.OpenAt(Clear(path), name, NewFile, FileMode);
        }

        return new SafeFileHandle(NativeError.Check(descriptor, $"making '{path}'"), ownsHandle: true);
    }

    public SafeFileHandle MakeSymbolicLink(string path, string target)
    {
        var parent = Enter(path);
        if (LibC.SymbolicLinkAt(target, parent, EntryPath.Name(path)) < 0)
        {
            parent = Marshal.GetLastPInvokeError() == Errno.Exists ? Clear(path) : throw NativeError.Last($"making the link '{path}'");
            NativeError.Check(LibC.SymbolicLinkAt(target, parent, EntryPath.Name(path)), $"making the link '{path}'");
        }

        return parent;
    }

    public void MakeDirectory(string path)
    {
        if (path.Length == 0 || LibC.MakeDirectoryAt(Enter(path), EntryPath.Name(path), DirectoryMode) == 0)
        {
            return;
        }

        if (Marshal.GetLastPInvokeError() != Errno.Exists)
        {
            throw NativeError.Last($"making the directory '{path}'");
        }

        if (IsDirectory(path))
        {
            return;
        }

        // A directory in place of a removed name must not show what lower layers have in theirs.
        var isOpaque = _removed.Contains(path);
        NativeError.Check(LibC.MakeDirectoryAt(Clear(path), EntryPath.Name(path), DirectoryMode), $"making the directory '{path}'");
        if (isOpaque)
        {
            MarkOpaque(path);
        }
    }

    public void MakeHardLink(string path, string target)
    {
        var name = EntryPath.Name(target);
        Clear(path);
        using var source = root.TryOpen(EntryPath.Parent(target));
        var parent = Enter(path);
        if (source is null || LibC.LinkAt(source, name, parent, EntryPath.Name(path), 0) < 0)
        {
            var reason = source is null ? "its directory is not in the layer" : NativeError.Last("link").Message;
            throw new LayerFormatException($"'{path}' is a hard link to '{target}', which is no file of the same layer ({reason})");
        }
    }

    public void MarkRemoved(string path)
    {
        // The mark is about lower layers: what this layer has under the name stays, a directory hides what is below it.
        if (IsDirectory(path))
        {
            MarkOpaque(path);
        }
        else if (!Exists(path))
        {
            var result = LibC.MakeNodeAt(Enter(path), EntryPath.Name(path), CharacterDevice, 0);
            NativeError.Check(result, $"marking '{path}' as removed");
            _removed.Add(path);
        }
    }

    public void MarkOpaque(string path)
    {
        if (path.Length > 0 && !IsDirectory(path) && !_removed.Contains(path) && Exists(path))
        {
            throw new LayerFormatException($"the layer writes into '{path}', which is a symbolic link or a file: refused");
        }

        MakeDirectory(path);
        var self = root.Find(path) ?? throw new LayerFormatException($"'{path}' is no directory of the layer");
        NativeError.Check(LibC.SetAttribute(self, "user.overlay.opaque", "y"u8.ToArray(), 1, 0), $"marking '{path}' as opaque");
    }

    private bool IsDirectory(string path) => root.Find(path) is not null;

    private bool Exists(string path) =>
        LibC.StatX(Enter(path), EntryPath.Name(path), NoFollow, 0, new byte[256]) == 0;

    /// <summary>The directory of a path, whose last part is free from then on.</summary>
    private SafeFileHandle Clear(string path)
    {
        var parent = Enter(path);
        _removed.Remove(path);
        if (LibC.UnlinkAt(parent, EntryPath.Name(path), 0) == 0)
        {
            return parent;
        }

        switch (Marshal.GetLastPInvokeError())
        {
            case Errno.NoEntry:
                return parent;
            case Errno.IsDirectory:
                // The way here holds no symbolic link, which Enter has seen to; deletion itself follows none.
                root.Forget();
                Directory.Delete(Path.Combine(root.Path, path), recursive: true);
                return root.Enter(EntryPath.Parent(path));
            default:
                throw NativeError.Last($"replacing '{path}'");
        }
    }

    private SafeFileHandle Enter(string path)
    {
        if (_removed.Count > 0)
        {
            foreach (var ancestor in EntryPath.Ancestors(path).Where(_removed.Contains).ToList())
            {
                MakeDirectory(ancestor);
            }
        }

        return root.Enter(EntryPath.Parent(path));
    }
}
