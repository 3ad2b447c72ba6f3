using Odagrun.Oci.Images;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>No compression.</summary>
internal sealed class PlainBlocks : IBlockFormat
{
    public string MediaType => MediaTypes.OciLayer;

    public int BlockBytes => 512 * 1024;

    public ReadOnlyMemory<byte> Header => default;

    public void Observe(ReadOnlySpan<byte> plain)
    {
    }

    public void Pack(PackBlock block)
    {
        block.Packed.SetLength(0);
        block.Packed.Write(block.Plain.AsSpan(0, block.Length));
    }

    public ReadOnlyMemory<byte> Trailer() => default;

    public void Dispose()
    {
    }
}
