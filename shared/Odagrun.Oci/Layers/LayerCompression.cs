using System.IO.Compression;
using Odagrun.Oci.Blobs;
using ZstdSharp;

namespace Odagrun.Oci.Layers;

/// <summary>Finds out by the first bytes how a layer is compressed: media types in the field are not always right about it.</summary>
internal static class LayerCompression
{
    // .NET's own would ask for 8 KiB at a time: a hash and a socket read each.
    private const int ReadBytes = 128 * 1024;

    /// <summary>The uncompressed bytes of <paramref name="stream"/>, which the result owns.</summary>
    public static async Task<Stream> DecompressAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[4];
        var count = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        var whole = new PrefixedStream(start.AsMemory(0, count), stream);
        return start switch
        {
            [0x1f, 0x8b, ..] => new GZipStream(new BufferedStream(whole, ReadBytes), CompressionMode.Decompress),
            [0x28, 0xb5, 0x2f, 0xfd] => new DecompressionStream(whole, leaveOpen: false),
            _ => whole,
        };
    }
}
