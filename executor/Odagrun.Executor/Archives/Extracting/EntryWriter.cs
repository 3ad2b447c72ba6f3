using System.Text;
using Odagrun.Executor.Archives.Zip;

namespace Odagrun.Executor.Archives.Extracting;

/// <summary>Writes entries below a directory, over what is there, with their modes and times.</summary>
internal sealed class EntryWriter(ZipReader reader, string directory)
{
    private const int BufferSize = 128 * 1024;
    private const int MaximumLinkLength = 4096;
    private readonly WritingPlaces _places = new(directory);

    internal async Task WriteAsync(ZipItem item, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (item.Name is "./" or "/")
        {
            return;
        }

        var path = _places.Resolve(item.Name);
        if (item.IsDirectory)
        {
            _places.MakeDirectory(path, (UnixFileMode)item.Mode, item.Modified);
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

    /// <summary>Modes and times of directories, when all is written.</summary>
    internal void FinishDirectories() => _places.FinishDirectories();

    private async Task MakeLinkAsync(string path, ZipItem item, CancellationToken cancellationToken)
    {
        if (item.Size > MaximumLinkLength)
        {
            throw new InvalidDataException("the target of the symbolic link is too long");
        }

        using var target = new MemoryStream();
        await reader.CopyAsync(item, target, cancellationToken);
        _places.MakeLink(path, Encoding.UTF8.GetString(target.ToArray()));
    }

    private async Task WriteFileAsync(string path, ZipItem item, CancellationToken cancellationToken)
    {
        WritingPlaces.Clear(path);
        // CreateNew never opens what is there: not even a link that appeared meanwhile.
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
        {
            await reader.CopyAsync(item, file, cancellationToken);
        }

        WritingPlaces.Describe(path, (UnixFileMode)item.Mode, item.Modified);
    }
}
