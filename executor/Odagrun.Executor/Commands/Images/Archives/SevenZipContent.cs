using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Archives;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Common;
using SharpCompress.Common.SevenZip;

namespace Odagrun.Executor.Commands.Images.Archives;

/// <summary>A 7z archive as a layer's content. Its files may be compressed as one, so they are read in their own order.</summary>
internal sealed class SevenZipContent(string path) : ILayerContent
{
    private const int UnixAttributes = 0x8000; // FILE_ATTRIBUTE_UNIX_EXTENSION: the mode stands in the upper half
    private const int TypeMask = 0xF000;
    private const int SymbolicLink = 0xA000;
    private const int LongestLink = 4096;
    private const UnixFileMode FileMode644 =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        using var archive = Try(() => SevenZipArchive.OpenArchive(path));
        using var reader = Try(archive.ExtractAllEntries);
        while (Try(reader.MoveToNextEntry))
        {
            using var content = new ArchiveStream(path, reader.OpenEntryStream);
            yield return ItemOf(reader.Entry, content);
        }
    }

    private LayerEntry ItemOf(IEntry entry, ArchiveStream content)
    {
        var name = ArchivePath.Of(path, entry.Key ?? "");

        var attributes = (entry as SevenZipEntry)?.ExtendedAttrib ?? 0;
        var unix = (attributes & UnixAttributes) != 0 ? (attributes >> 16) & 0xFFFF : 0;
        var item = new LayerEntry
        {
            Kind = LayerEntryKind.Directory,
            Path = name,
            Mode = unix == 0 ? LayerWriter.DirectoryMode : (UnixFileMode)(unix & 0xFFF),
            Modified = entry.LastModifiedTime is { } time ? new DateTimeOffset(time.ToUniversalTime()) : DateTimeOffset.UnixEpoch,
        };
        return entry.IsDirectory ? item
            : (unix & TypeMask) == SymbolicLink ? item with { Kind = LayerEntryKind.SymbolicLink, LinkTarget = LinkOf(entry, content) }
            : item with { Kind = LayerEntryKind.File, Mode = unix == 0 ? FileMode644 : item.Mode, Size = entry.Size, Content = content };
    }

    private string LinkOf(IEntry entry, ArchiveStream content)
    {
        if (entry.Size is <= 0 or > LongestLink)
        {
            throw new LayerContentException($"'{path}' is refused: the link '{entry.Key}' has a target of {entry.Size} bytes");
        }

        var target = new byte[entry.Size];
        content.ReadExactly(target);
        return System.Text.Encoding.UTF8.GetString(target);
    }

    private T Try<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not LayerContentException)
        {
            // The library throws what it likes for a damaged archive.
            throw new LayerContentException($"'{path}' can't be read as an archive: {e.Message}", e);
        }
    }
}
