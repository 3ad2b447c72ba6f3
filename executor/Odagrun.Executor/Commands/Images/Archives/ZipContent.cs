using Odagrun.Executor.Archives.Zip;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Archives;

namespace Odagrun.Executor.Commands.Images.Archives;

/// <summary>A zip archive as a layer's content.</summary>
internal sealed class ZipContent(string path) : ILayerContent
{
    private const int LongestLink = 4096;
    private const UnixFileMode FileMode644 =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        using var file = File.OpenRead(path);
        var reader = new ZipReader(file);
        foreach (var item in Items(reader))
        {
            using var content = new ArchiveStream(path, () => reader.Open(item));
            yield return ItemOf(item, content);
        }
    }

    public long? EstimateTarBytes(CancellationToken cancellationToken)
    {
        using var file = File.OpenRead(path);
        return Items(new ZipReader(file)).Sum(item => 512 + item.Size);
    }

    private IReadOnlyList<ZipItem> Items(ZipReader reader)
    {
        try
        {
            return reader.ReadItemsAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new LayerContentException($"'{path}' can't be read as an archive: {e.Message}", e);
        }
    }

    private LayerEntry ItemOf(ZipItem item, ArchiveStream content)
    {
        var name = ArchivePath.Of(path, item.Name);
        var mode = (UnixFileMode)item.Mode & (UnixFileMode)0xFFF;
        if (item.IsDirectory)
        {
            return new LayerEntry
            {
                Kind = LayerEntryKind.Directory,
                Path = name,
                Mode = mode == 0 ? LayerWriter.DirectoryMode : mode,
                Modified = item.Modified,
            };
        }

        if (item.IsSymbolicLink)
        {
            return new LayerEntry
            {
                Kind = LayerEntryKind.SymbolicLink,
                Path = name,
                LinkTarget = LinkOf(item, content),
                Modified = item.Modified,
            };
        }

        return new LayerEntry
        {
            Kind = LayerEntryKind.File,
            Path = name,
            Mode = mode == 0 ? FileMode644 : mode,
            Modified = item.Modified,
            Size = item.Size,
            Content = content,
        };
    }

    private string LinkOf(ZipItem item, ArchiveStream content)
    {
        if (item.Size is 0 or > LongestLink)
        {
            throw new LayerContentException($"'{path}' is refused: the link '{item.Name}' has a target of {item.Size} bytes");
        }

        var target = new byte[item.Size];
        content.ReadExactly(target);
        return System.Text.Encoding.UTF8.GetString(target);
    }
}
