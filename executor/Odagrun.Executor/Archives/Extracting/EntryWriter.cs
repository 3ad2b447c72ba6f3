using System.Text;
using Odagrun.Executor.Archives.Files;
using Odagrun.Executor.Archives.Zip;

namespace Odagrun.Executor.Archives.Extracting;

/// <summary>Writes entries below a directory, over what is there, with their modes and times.</summary>
internal sealed class EntryWriter(ZipReader reader, string directory)
{
    private const int BufferSize = 128 * 1024;
    private const int MaximumLinkLength = 4096;
    private const int PermissionMask = 0x1FF;
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly SafePaths _paths = new(directory);
    private readonly List<(string Path, ZipItem Item)> _directories = [];

    internal async Task WriteAsync(ZipItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (item.Name is "./" or "/")
        {
            return;
        }

        var path = _paths.Resolve(item.Name);
        if (item.IsDirectory)
        {
            MakeDirectory(path, item);
        }
        else if (item.IsSymbolicLink)
        {
            await MakeLinkAsync(path, item, cancellationToken);
        }
        else
        {
            await WriteFileAsync(path, item, cancellationToken);
        }
    }

    /// <summary>Modes and times of directories come last: a read-only one could not be filled, and filling changes the time.</summary>
    internal void FinishDirectories()
    {
        for (var i = _directories.Count - 1; i >= 0; i--)
        {
            var (path, item) = _directories[i];
            if (FileStatus.Read(path) is { IsDirectory: true })
            {
                SetMode(path, item);
                SetTime(path, item);
            }
        }
    }

    private void MakeDirectory(string path, ZipItem item)
    {
        if (FileStatus.Read(path) is { IsDirectory: false } && !_paths.IsDirectoryInside(path))
        {
            File.Delete(path);
            _paths.Forget();
        }

        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | OwnerAll);
        _directories.Add((path, item));
    }

    private async Task MakeLinkAsync(string path, ZipItem item, CancellationToken cancellationToken)
    {
        if (item.Size > MaximumLinkLength)
        {
            throw new InvalidDataException("the target of the symbolic link is too long");
        }

        using var target = new MemoryStream();
        await reader.CopyAsync(item, target, cancellationToken);
        RemoveExisting(path);
        File.CreateSymbolicLink(path, Encoding.UTF8.GetString(target.ToArray()));
        _paths.Forget();
    }

    private async Task WriteFileAsync(string path, ZipItem item, CancellationToken cancellationToken)
    {
        RemoveExisting(path);
        // CreateNew never opens what is there: not even a link that appeared meanwhile.
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
        {
            await reader.CopyAsync(item, file, cancellationToken);
        }

        SetMode(path, item);
        SetTime(path, item);
    }

    private static void RemoveExisting(string path)
    {
        switch (FileStatus.Read(path))
        {
            case null:
                break;
            case { IsDirectory: true }:
                // Only an empty directory gives way.
                Directory.Delete(path);
                break;
            default:
                File.Delete(path);
                break;
        }
    }

    /// <summary>Permissions only: an archive of a job makes nothing set-uid.</summary>
    private static void SetMode(string path, ZipItem item)
    {
        if ((item.Mode & PermissionMask) != 0)
        {
            File.SetUnixFileMode(path, (UnixFileMode)(item.Mode & PermissionMask));
        }
    }

    private static void SetTime(string path, ZipItem item) => File.SetLastWriteTimeUtc(path, item.Modified.UtcDateTime);
}
