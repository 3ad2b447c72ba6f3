using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using Odagrun.Oci.Images;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>
/// One gzip member (RFC 1952) out of blocks of deflate that each end at a byte's border (RFC 1951, an empty stored block): what comes
/// out is what a single compressor with flushes would have written, so that every reader takes it.
/// </summary>
internal sealed class GzipBlocks(int level) : IBlockFormat
{
    private readonly ZLibCompressionOptions _options = new() { CompressionLevel = level };
    private readonly Crc32 _check = new();
    private long _length;

    public string MediaType => MediaTypes.OciLayerGzip;

    public int BlockBytes => 512 * 1024;

    // Deflate, no name, no time, unknown system: nothing of this machine.
    public ReadOnlyMemory<byte> Header { get; } = new byte[] { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff };

    public void Observe(ReadOnlySpan<byte> plain)
    {
        _check.Append(plain);
        _length += plain.Length;
    }

    public void Pack(PackBlock block)
    {
        block.Packed.SetLength(0);
        using var deflate = new DeflateStream(block.Packed, _options, leaveOpen: true);
        deflate.Write(block.Plain.AsSpan(0, block.Length));
        deflate.Flush();
        var length = block.Packed.Length;

        // The end mark that it writes now belongs behind the last block only.
        deflate.Dispose();
        block.Packed.SetLength(length);
    }

    public ReadOnlyMemory<byte> Trailer()
    {
        var trailer = new byte[10];
        trailer[0] = 3; // a last block, with fixed codes, of nothing but its end
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), _check.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), unchecked((uint)_length));
        return trailer;
    }

    public void Dispose()
    {
    }
}
