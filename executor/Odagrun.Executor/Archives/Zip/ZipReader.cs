using System.IO.Compression;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>
/// Reads a zip archive by its directory; the stream must be seekable and stays open. Throws <see cref="InvalidDataException"/> for what is
/// broken.
/// </summary>
internal sealed class ZipReader(Stream archive)
{
    /// <summary>The entries in the archive's order.</summary>
    internal async Task<IReadOnlyList<ZipItem>> ReadItemsAsync(CancellationToken cancellationToken)
    {
        var (offset, size, count) = await ZipEndFinder.FindAsync(archive, cancellationToken);
        if (offset < 0 || size < 0 || offset + size > archive.Length || size > int.MaxValue)
        {
            throw new InvalidDataException("the directory lies outside of the file");
        }

        var bytes = new byte[size];
        archive.Position = offset;
        await archive.ReadExactlyAsync(bytes, cancellationToken);
        return ZipDirectoryParser.Parse(bytes, count);
    }

    /// <summary>The content of an entry, checked against its size and checksum while it is copied.</summary>
    internal async Task CopyAsync(ZipItem item, Stream destination, CancellationToken cancellationToken)
    {
        await SeekContentAsync(item, cancellationToken);
        await using var stored = new BoundedStream(archive, item.CompressedSize);
        await using Stream content = item.Method switch
        {
            ZipConstants.Stored => stored,
            ZipConstants.Deflated => new DeflateStream(stored, CompressionMode.Decompress, leaveOpen: true),
            _ => throw new InvalidDataException($"compression method {item.Method} is not supported (0 and 8 are)"),
        };
        // One byte more than promised shows that the promise is wrong, however large the rest may be.
        var (crc, size) = await ContentCopy.RunAsync(content, destination, item.Size + 1, cancellationToken);
        if (size != item.Size || crc != item.Crc)
        {
            throw new InvalidDataException("size or checksum of the content is wrong");
        }
    }

    /// <summary>The content of an entry as a stream, which owns nothing: size and checksum are for its reader to check.</summary>
    internal Stream Open(ZipItem item)
    {
        SeekContentAsync(item, CancellationToken.None).GetAwaiter().GetResult();
        var stored = new BoundedStream(archive, item.CompressedSize);
        return item.Method switch
        {
            ZipConstants.Stored => stored,
            ZipConstants.Deflated => new DeflateStream(stored, CompressionMode.Decompress),
            _ => throw new InvalidDataException($"compression method {item.Method} is not supported (0 and 8 are)"),
        };
    }

    private async Task SeekContentAsync(ZipItem item, CancellationToken cancellationToken)
    {
        if (item.IsEncrypted)
        {
            throw new InvalidDataException("the entry is encrypted");
        }

        var header = new byte[ZipConstants.LocalHeaderSize];
        archive.Position = item.Offset;
        await archive.ReadExactlyAsync(header, cancellationToken);
        var position = item.Offset + header.Length + BitConverter.ToUInt16(header, 26) + BitConverter.ToUInt16(header, 28);
        if (BitConverter.ToUInt32(header, 0) != ZipConstants.LocalHeader || position + item.CompressedSize > archive.Length)
        {
            throw new InvalidDataException("the entry does not start where the directory says");
        }

        archive.Position = position;
    }
}
