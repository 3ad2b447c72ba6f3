using Odagrun.Executor.Archives.Zip;

namespace Odagrun.Executor.Archives.Extracting;

/// <inheritdoc/>
internal sealed class ArchiveExtractor : IArchiveExtractor
{
    private const int BufferSize = 128 * 1024;

    public async Task<int> ExtractAsync(Stream archive, ExtractTarget target, CancellationToken cancellationToken)
    {
        if (archive.CanSeek)
        {
            return await ExtractSeekableAsync(archive, target, cancellationToken);
        }

        // A zip is read from its end: modes and links stand nowhere else.
        Directory.CreateDirectory(target.TemporaryDirectory);
        var path = Path.Combine(target.TemporaryDirectory, $"odagrun-{Path.GetRandomFileName()}.zip");
        const FileOptions options = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize, options);
        await archive.CopyToAsync(file, BufferSize, cancellationToken);
        return await ExtractSeekableAsync(file, target, cancellationToken);
    }

    private static async Task<int> ExtractSeekableAsync(Stream archive, ExtractTarget target, CancellationToken cancellationToken)
    {
        var reader = new ZipReader(archive);
        IReadOnlyList<ZipItem> items;
        try
        {
            items = await reader.ReadItemsAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new ArchiveException($"{target.Source}: the archive cannot be read: {e.Message}", e);
        }

        var writer = new EntryWriter(reader, target.Directory);
        foreach (var item in items)
        {
            await ExtractItemAsync(writer, item, target, cancellationToken);
        }

        writer.FinishDirectories();
        return items.Count;
    }

    private static async Task ExtractItemAsync(EntryWriter writer, ZipItem item, ExtractTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await writer.WriteAsync(item, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ArchiveException($"{target.Source}: entry '{item.Name}' was not unpacked: {e.Message}", e);
        }
    }
}
