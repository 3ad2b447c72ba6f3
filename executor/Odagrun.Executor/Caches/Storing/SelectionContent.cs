using System.Text;
using Odagrun.Caches.Naming;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Files;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>
/// Files of a project as a layer that puts them where they are: owned by the job's user, so that a job of the same user may do all
/// with them, and with the user's rights for the group, so that a job of another user of group 0 may too. With a tag, their list lies
/// beside the project.
/// </summary>
internal sealed class SelectionContent(
    string root, string projectDirectory, IReadOnlyList<SelectedFile> files, uint owner, string? tag = null) : ILayerContent
{
    private const string WhiteoutPrefix = ".wh.";
    private const int BufferSize = 64 * 1024;
    private const UnixFileMode ListMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode LinkMode = (UnixFileMode)0x1FF;

    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        foreach (var parent in Ancestors(root))
        {
            yield return Directory(parent, LayerWriter.DirectoryMode, DateTimeOffset.UnixEpoch) with
            {
                UserId = parent == root ? owner : 0,
            };
        }

        foreach (var item in tag is null ? [] : FileList(tag))
        {
            yield return item;
        }

        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var parent in Ancestors(file.Path).SkipLast(1).Where(given.Add))
            {
                if (FileStatus.Read(Path.Combine(projectDirectory, parent)) is { } status)
                {
                    yield return Directory($"{root}/{parent}", (UnixFileMode)status.Mode, status.Modified);
                }
            }

            if (file.Path.Split('/').Any(part => part.StartsWith(WhiteoutPrefix, StringComparison.Ordinal)))
            {
                warn($"{file.Path}: names that begin with {WhiteoutPrefix} can't be stored, they mean removed files in layers; left out");
            }
            else if (FileStatus.Read(file.FullPath) is { } status && given.Add(file.Path))
            {
                using var content = status.IsFile ? new FileStream(
                    file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize) : null;
                yield return Item(file, status, content);
            }
        }
    }

    private IEnumerable<LayerEntry> FileList(string of)
    {
        var text = Encoding.UTF8.GetBytes(CachedFiles.Write(files));
        yield return Directory(ProjectDirectory.FileListsOf(root), LayerWriter.DirectoryMode, DateTimeOffset.UnixEpoch);
        using var content = new MemoryStream(text, writable: false);
        yield return new LayerEntry
        {
            Kind = LayerEntryKind.File,
            Path = ProjectDirectory.FileListOf(root, of),
            Mode = ListMode,
            UserId = owner,
            Modified = DateTimeOffset.UnixEpoch,
            Size = text.Length,
            Content = content,
        };
    }

    private LayerEntry Item(SelectedFile file, FileStatus status, Stream? content) => status switch
    {
        { IsFile: true } => new LayerEntry
        {
            Kind = LayerEntryKind.File,
            Path = $"{root}/{file.Path}",
            Mode = ForGroup((UnixFileMode)status.Mode),
            UserId = owner,
            Modified = status.Modified,
            Size = content!.Length,
            Content = content,
        },
        { IsSymbolicLink: true } => new LayerEntry
        {
            Kind = LayerEntryKind.SymbolicLink,
            Path = $"{root}/{file.Path}",
            Mode = LinkMode,
            UserId = owner,
            Modified = status.Modified,
            LinkTarget = new FileInfo(file.FullPath).LinkTarget ?? "",
        },
        _ => Directory($"{root}/{file.Path}", (UnixFileMode)status.Mode, status.Modified),
    };

    private LayerEntry Directory(string path, UnixFileMode mode, DateTimeOffset modified) =>
        new() { Kind = LayerEntryKind.Directory, Path = path, Mode = ForGroup(mode), UserId = owner, Modified = modified };

    // Permissions alone: what a job has stored makes nothing set-uid.
    private static UnixFileMode ForGroup(UnixFileMode mode)
    {
        var kept = (int)mode & 0x1FF;
        return (UnixFileMode)(kept | ((kept & 0x1C0) >> 3));
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }

        yield return path;
    }
}
