using System.Buffers.Binary;
using System.IO.Compression;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Archives;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.LZMA;
using SharpCompress.Compressors.Xz;
using ZstdSharp;

namespace Odagrun.Executor.Commands.Images.Archives;

/// <summary>An archive of a root file system as a layer's content, streamed: what it is says its content, not its name.</summary>
internal sealed class ArchiveContent(string path) : ILayerContent
{
    private const int ReadBytes = 256 * 1024;

    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        var format = FormatOf();
        ILayerContent content = format switch
        {
            ArchiveFormat.Zip => new ZipContent(path),
            ArchiveFormat.SevenZip => new SevenZipContent(path),
            _ => new TarContent(path, () => new BufferedStream(new ArchiveStream(path, () => Open(format)), ReadBytes)),
        };
        return content.Read(warn);
    }

    public long? EstimateTarBytes(CancellationToken cancellationToken)
    {
        using var file = OpenFile();
        return FormatOf() switch
        {
            ArchiveFormat.Tar => file.Length,
            ArchiveFormat.Gzip => PlainBytesOfGzip(file),
            ArchiveFormat.Zip => new ZipContent(path).EstimateTarBytes(cancellationToken),
            _ => null,
        };
    }

    // RFC 1952: the last four bytes are the length modulo 2^32. What is no more than the compressed bytes is that of a part, or wrapped
    // around.
    private static long? PlainBytesOfGzip(FileStream file)
    {
        var length = new byte[4];
        file.Seek(-Math.Min(file.Length, length.Length), SeekOrigin.End);
        file.ReadExactly(length);
        var plain = BinaryPrimitives.ReadUInt32LittleEndian(length);
        return plain > file.Length ? plain : null;
    }

    private Stream Open(ArchiveFormat format)
    {
        var file = OpenFile();
        return format switch
        {
            ArchiveFormat.Gzip => new GZipStream(file, CompressionMode.Decompress),
            ArchiveFormat.Zstd => new DecompressionStream(file, leaveOpen: false),
            ArchiveFormat.Xz => new XZStream(file),
            ArchiveFormat.Bzip2 =>
                BZip2Stream.Create(file, SharpCompress.Compressors.CompressionMode.Decompress, decompressConcatenated: true),
            ArchiveFormat.Lzip => LZipStream.Create(file, SharpCompress.Compressors.CompressionMode.Decompress),
            _ => file,
        };
    }

    private ArchiveFormat FormatOf()
    {
        using var file = OpenFile();
        var start = new byte[512];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length) switch
        {
            [0x1F, 0x8B, ..] => ArchiveFormat.Gzip,
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => ArchiveFormat.Xz,
            [(byte)'B', (byte)'Z', (byte)'h', ..] => ArchiveFormat.Bzip2,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => ArchiveFormat.Zstd,
            [(byte)'L', (byte)'Z', (byte)'I', (byte)'P', ..] => ArchiveFormat.Lzip,
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ArchiveFormat.Zip,
            [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => ArchiveFormat.SevenZip,
            { Length: 512 } => ArchiveFormat.Tar,
            _ => throw new LayerContentException(
                $"'{path}' is no archive: it has {length} bytes; name a tar (plain, gz, xz, bz2, zst, lz), a zip or a 7z"),
        };
    }

    private FileStream OpenFile()
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ReadBytes, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LayerContentException(
                $"the archive can't be opened: {e.Message}; make it, or name another one with --archive=FILE", e);
        }
    }
}
