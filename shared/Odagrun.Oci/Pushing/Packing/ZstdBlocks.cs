using System.Collections.Concurrent;
using Odagrun.Oci.Images;
using ZstdSharp;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>Frames of zstd (RFC 8878), one a block; a stream of several is a valid one.</summary>
internal sealed class ZstdBlocks(int level) : IBlockFormat
{
    private readonly ConcurrentBag<Compressor> _compressors = [];

    public string MediaType => MediaTypes.OciLayerZstd;

    public int BlockBytes => 1024 * 1024;

    public ReadOnlyMemory<byte> Header => default;

    public void Observe(ReadOnlySpan<byte> plain)
    {
    }

    public void Pack(PackBlock block)
    {
        var compressor = _compressors.TryTake(out var used) ? used : new Compressor(level);
        block.Packed.SetLength(0);
        var room = block.Packed.Room(Compressor.GetCompressBound(block.Length));
        block.Packed.Advance(compressor.Wrap(block.Plain.AsSpan(0, block.Length), room));
        _compressors.Add(compressor);
    }

    public ReadOnlyMemory<byte> Trailer() => default;

    public void Dispose()
    {
        foreach (var compressor in _compressors)
        {
            compressor.Dispose();
        }
    }
}
