using Odagrun.Oci.Layers;
using Odagrun.Oci.Layers.Tar;
using Odagrun.Oci.Pushing.Trees;

namespace Odagrun.Oci.Pushing.Archives;

/// <summary>
/// A tar archive as a layer's content, in its own order, streamed. <paramref name="name"/> is for messages; <paramref name="open"/> gives
/// the uncompressed tar from its start, each time it is called.
/// </summary>
public sealed class TarContent(string name, Func<Stream> open) : ILayerContent
{
    private const string AttributePrefix = "SCHILY.xattr.";

    /// <inheritdoc/>
    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        using var stream = open();
        var reader = new TarArchiveReader(name, stream);
        var any = false;
        while (reader.Next() is { } header)
        {
            any = true;
            if (ItemOf(header, reader, warn) is { } item)
            {
                yield return item;
            }
        }

        if (!any)
        {
            throw new LayerContentException($"'{name}' holds no entry of a tar archive; name an archive of a root file system");
        }
    }

    private LayerEntry? ItemOf(TarHeader header, TarArchiveReader reader, Action<string> warn)
    {
        var kind = header.Type switch
        {
            TarType.Directory => LayerEntryKind.Directory,
            TarType.OldFile when header.Name.EndsWith('/') => LayerEntryKind.Directory,
            TarType.File or TarType.OldFile or TarType.ContiguousFile => LayerEntryKind.File,
            TarType.SymbolicLink => LayerEntryKind.SymbolicLink,
            TarType.HardLink => LayerEntryKind.HardLink,
            _ => (LayerEntryKind?)null,
        };
        var path = ArchivePath.Of(name, header.Name);
        if (kind is null)
        {
            warn(
                $"'{header.Name}' of '{name}' is left out: an image holds no {(header.Type == '6' ? "named pipes" : "devices, nor entries of type '" + header.Type + "'")}");
            return null;
        }

        return new LayerEntry
        {
            Kind = kind.Value,
            Path = path,
            Mode = (UnixFileMode)header.Mode & (UnixFileMode)0xFFF,
            UserId = header.UserId,
            GroupId = header.GroupId,
            Modified = header.Modified,
            LinkTarget = kind == LayerEntryKind.HardLink
                ? ArchivePath.Of(name, header.LinkName)
                : kind == LayerEntryKind.SymbolicLink ? header.LinkName : "",
            Size = kind == LayerEntryKind.File ? header.Size : 0,
            Content = kind == LayerEntryKind.File ? reader.Content : Stream.Null,
            Attributes = [.. reader.Extended
                .Where(record => record.Key.StartsWith(AttributePrefix, StringComparison.Ordinal))
                .Select(record => KeyValuePair.Create(record.Key[AttributePrefix.Length..], record.Value))
                .Where(attribute => NodeAttributes.IsWanted(attribute.Key))
                .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)],
        };
    }
}
