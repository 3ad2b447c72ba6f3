using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Files;
using Odagrun.Executor.Archives.Zip;

namespace Odagrun.Executor.Archives.Writing;

/// <summary>Reports: one gzip member (RFC 1952) a file, with its base name as NAME and its path as COMMENT.</summary>
internal static class GzipFormat
{
    private const string EncodedMark = "e:";

    internal static async Task WriteAsync(
        FileSelection selection, ZLibCompressionOptions compression, Stream destination, CancellationToken cancellationToken)
    {
        foreach (var file in selection.Files.Where(file => file.Kind != FileKind.Directory))
        {
            var status = SourceFile.Status(file);
            if (!status.IsFile)
            {
                throw new ArchiveException($"{file.Path}: a report is made of regular files only");
            }

            await WriteMemberAsync(file, status, compression, destination, cancellationToken);
        }
    }

    private static async Task WriteMemberAsync(
        SelectedFile file, FileStatus status, ZLibCompressionOptions compression, Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(Header(file, status), cancellationToken);
        await using var content = SourceFile.Open(file);
        uint crc;
        long size;
        var deflate = new DeflateStream(destination, compression, leaveOpen: true);
        await using (deflate)
        {
            (crc, size) = await ContentCopy.RunAsync(content, deflate, long.MaxValue, cancellationToken);
        }

        var trailer = new byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(sizeof(uint)), unchecked((uint)size));
        await destination.WriteAsync(trailer, cancellationToken);
    }

    private static byte[] Header(SelectedFile file, FileStatus status)
    {
        const byte deflate = 8;
        const byte nameAndComment = 0x08 | 0x10;
        const byte unix = 3;
        var time = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(time, (uint)Math.Clamp(status.Modified.ToUnixTimeSeconds(), 0, uint.MaxValue));
        return [0x1f, 0x8b, deflate, nameAndComment, .. time, 0, unix, .. Text(Path.GetFileName(file.Path)), 0, .. Text(file.Path), 0];
    }

    /// <summary>The fields hold Latin-1; other names are percent-encoded behind a mark.</summary>
    private static byte[] Text(string value) =>
        Encoding.ASCII.GetBytes(Ascii.IsValid(value) && !value.Contains('%', StringComparison.Ordinal)
            ? value
            : EncodedMark + string.Join('/', value.Split('/').Select(Uri.EscapeDataString)));
}
