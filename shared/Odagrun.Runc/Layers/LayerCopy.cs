using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>Puts layers together by copying, where no overlay can be mounted; the file system shares the blocks where it can.</summary>
internal sealed class LayerCopy
{
    // Of the layer at hand: files with several names, by inode, and the first name that was copied.
    private readonly Dictionary<ulong, string> _linked = [];

    /// <summary>Copies each layer's content over those before; whiteouts remove, opaque directories begin anew.</summary>
    public static void Flatten(IReadOnlyList<string> layers, string target)
    {
        Directory.CreateDirectory(target);
        File.SetUnixFileMode(target, (UnixFileMode)0x1ED);
        foreach (var layer in layers)
        {
            new LayerCopy().CopyChildren(new DirectoryInfo(layer), target);
        }
    }

    private void CopyChildren(DirectoryInfo source, string target)
    {
        foreach (var child in source.EnumerateFileSystemInfos())
        {
            var path = Path.Combine(target, child.Name);
            if (child is DirectoryInfo { LinkTarget: null } directory)
            {
                CopyDirectory(directory, path);
            }
            else
            {
                Remove(path);
                CopyFile(child, path);
            }
        }
    }

    private void CopyFile(FileSystemInfo source, string target)
    {
        var facts = FileFacts.Of(source.FullName);
        if (source.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
            facts.GiveOwner(target);
        }
        else if (facts.Links > 1 && _linked.TryGetValue(facts.Inode, out var first))
        {
            NativeError.Check(LibC.Link(first, target), $"making '{target}' another name of '{first}'");
        }
        else if (!facts.IsWhiteout)
        {
            File.Copy(source.FullName, target);
            facts.GiveOwner(target);
            File.SetUnixFileMode(target, ((FileInfo)source).UnixFileMode);
            File.SetLastWriteTimeUtc(target, source.LastWriteTimeUtc);
            if (facts.Links > 1)
            {
                _linked[facts.Inode] = target;
            }
        }
    }

    private void CopyDirectory(DirectoryInfo source, string target)
    {
        var facts = FileFacts.Of(source.FullName);
        if (facts.IsOpaque || File.Exists(target) || new FileInfo(target).LinkTarget is not null)
        {
            Remove(target);
        }

        Directory.CreateDirectory(target);
        CopyChildren(source, target);
        facts.GiveOwner(target);
        File.SetUnixFileMode(target, source.UnixFileMode);
        Directory.SetLastWriteTimeUtc(target, source.LastWriteTimeUtc);
    }

    private static void Remove(string path)
    {
        if (new FileInfo(path) is { LinkTarget: not null } or { Exists: true })
        {
            File.Delete(path);
        }
        else
        {
            DirectoryRemoval.Remove(path);
        }
    }
}
