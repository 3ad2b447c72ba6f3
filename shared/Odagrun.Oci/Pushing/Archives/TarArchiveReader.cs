using Odagrun.Oci.Layers;
using Odagrun.Oci.Layers.Tar;

namespace Odagrun.Oci.Pushing.Archives;

/// <summary>Reads a tar entry by entry, synchronously.</summary>
internal sealed class TarArchiveReader(string name, Stream stream)
{
    private readonly byte[] _block = new byte[TarField.BlockSize];
    private readonly byte[] _skipped = new byte[64 * 1024];
    private long _padding;

    /// <summary>The bytes of the entry that <see cref="Next"/> gave last, readable until it is called again.</summary>
    public EntryStream Content { get; private set; } = new(Stream.Null, 0, "");

    /// <summary>The pax records of that entry.</summary>
    public IReadOnlyDictionary<string, byte[]> Extended { get; private set; } = new Dictionary<string, byte[]>();

    /// <summary>The next entry, extended headers applied; null at the end.</summary>
    public TarHeader? Next()
    {
        try
        {
            return ReadNext();
        }
        catch (Exception e) when (e is LayerFormatException or InvalidDataException or EndOfStreamException)
        {
            throw new LayerContentException($"'{name}' can't be read as an archive: {e.Message}", e);
        }
    }

    private TarHeader? ReadNext()
    {
        Skip(Content.Left + _padding);
        Extended = new Dictionary<string, byte[]>();
        string? longName = null, longLink = null;
        while (ReadHeader() is { } header)
        {
            switch (header.Type)
            {
                case TarType.PaxHeader:
                    Extended = PaxRecords.ReadBytes(ReadExtended(header));
                    break;
                case TarType.PaxGlobalHeader:
                    ReadExtended(header);
                    break;
                case TarType.GnuLongName:
                    longName = Text(ReadExtended(header));
                    break;
                case TarType.GnuLongLink:
                    longLink = Text(ReadExtended(header));
                    break;
                case 'S':
                    throw new LayerFormatException($"'{header.Name}' is stored as a sparse file; make the archive without --sparse");
                default:
                    return Begin(header with { Name = longName ?? header.Name, LinkName = longLink ?? header.LinkName });
            }
        }

        return null;
    }

    private TarHeader Begin(TarHeader header)
    {
        var texts = Extended.ToDictionary(record => record.Key, record => UnixName.Decode(record.Value), StringComparer.Ordinal);
        header = PaxRecords.Apply(header, texts);
        var size = header.Type is TarType.File or TarType.OldFile or TarType.ContiguousFile ? header.Size : 0;
        Content = new EntryStream(stream, size, name);
        _padding = -size & (TarField.BlockSize - 1);
        return size >= 0 ? header : throw new LayerFormatException($"'{header.Name}' has a negative size");
    }

    private TarHeader? ReadHeader()
    {
        var read = stream.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (read is > 0 and < TarField.BlockSize)
        {
            throw new LayerFormatException("it ends in the middle of a header");
        }

        // Names need not be UTF-8 in fields of bytes.
        return read == 0 || TarHeader.Read(_block) is not { } header ? null
            : (header.Name + header.LinkName).Contains('\uFFFD', StringComparison.Ordinal) ? header with
            {
                Name = Raw(header.Name),
                LinkName = UnixName.Decode(TarField.LinkName.TextBytes(_block)),
            }
            : header;
    }

    private string Raw(string decoded) =>
        decoded.Contains('\uFFFD', StringComparison.Ordinal) && !decoded.Contains('/', StringComparison.Ordinal)
            ? UnixName.Decode(TarField.Name.TextBytes(_block))
            : decoded;

    private byte[] ReadExtended(TarHeader header)
    {
        if (header.Size < 0 || header.Size > LayerLimits.Default.ExtendedHeaderBytes)
        {
            throw new LayerFormatException($"it has an extended header of {header.Size} bytes");
        }

        var content = new byte[header.Size];
        stream.ReadExactly(content);
        Skip(-header.Size & (TarField.BlockSize - 1));
        return content;
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            var read = stream.Read(_skipped, 0, (int)Math.Min(_skipped.Length, count));
            count -= read > 0 ? read : throw new EndOfStreamException("it ends in the middle of an entry");
        }
    }

    private static string Text(byte[] content) => UnixName.Decode(content.AsSpan().TrimEnd((byte)0));
}
