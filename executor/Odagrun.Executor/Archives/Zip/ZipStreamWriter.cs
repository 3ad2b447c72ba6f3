using System.IO.Compression;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>
/// Writes a zip archive from front to end. .NET's ZipArchive and SharpCompress know no extra fields, so an artifact made with them would
/// come out of the next job with times rounded to two seconds in an unknown zone, which make(1) does not forgive.
/// </summary>
internal sealed class ZipStreamWriter(CountingStream output, ZLibCompressionOptions compression)
{
    // Near 4 GiB the compressed form of what cannot be compressed may be longer than the content.
    private const long Zip64From = uint.MaxValue - (64L * 1024 * 1024);
    private readonly List<ZipItem> _items = [];

    /// <summary>Adds a directory (empty content), a link (its target) or any content that is short and at hand.</summary>
    internal async Task AddAsync(ZipItem item, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var stored = item with
        {
            Flags = ZipConstants.FlagUtf8,
            Method = ZipConstants.Stored,
            Offset = output.Position,
            Crc = System.IO.Hashing.Crc32.HashToUInt32(content.Span),
            Size = content.Length,
            CompressedSize = content.Length,
        };
        await output.WriteAsync(ZipHeaders.Local(stored, zip64: false), cancellationToken);
        await output.WriteAsync(content, cancellationToken);
        _items.Add(stored);
    }

    /// <summary>Adds content as it comes, at most <see cref="ZipItem.Size"/> bytes of it.</summary>
    internal async Task AddAsync(ZipItem item, Stream content, CancellationToken cancellationToken)
    {
        var zip64 = item.Size >= Zip64From;
        var deflated = item with
        {
            Flags = ZipConstants.FlagUtf8 | ZipConstants.FlagDescriptor,
            Method = ZipConstants.Deflated,
            Offset = output.Position,
        };
        await output.WriteAsync(ZipHeaders.Local(deflated, zip64), cancellationToken);
        var start = output.Position;
        var deflate = new DeflateStream(output, compression, leaveOpen: true);
        await using (deflate)
        {
            var (crc, size) = await ContentCopy.RunAsync(content, deflate, item.Size, cancellationToken);
            deflated = deflated with { Crc = crc, Size = size };
        }

        deflated = deflated with { CompressedSize = output.Position - start };
        await output.WriteAsync(ZipHeaders.Descriptor(deflated, zip64), cancellationToken);
        _items.Add(deflated);
    }

    /// <summary>Writes the directory; nothing may follow.</summary>
    internal async Task FinishAsync(CancellationToken cancellationToken)
    {
        var start = output.Position;
        foreach (var item in _items)
        {
            await output.WriteAsync(ZipHeaders.Central(item), cancellationToken);
        }

        await output.WriteAsync(ZipHeaders.End(_items.Count, start, output.Position - start), cancellationToken);
        await output.FlushAsync(cancellationToken);
    }
}
