using System.IO.Compression;
using System.Text;
using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Tests.Layers;

public sealed class SmallestGzipStreamTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 40_000).Select(number => $"line {number * 7919 % 1009}\n")));

    [Fact]
    public void Content_CompressedTwice_IsTheSameGzipOfIt()
    {
        var first = Compress(Content);

        Assert.Equal(first, Compress(Content));
        using var plain = new GZipStream(new MemoryStream(first), CompressionMode.Decompress);
        var back = new MemoryStream();
        plain.CopyTo(back);
        Assert.Equal(Content, back.ToArray());
    }

    [Fact]
    public void Content_BesideZlibsBest_IsSmaller()
    {
        var zlib = new MemoryStream();
        using (var gzip = new GZipStream(zlib, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(Content);
        }

        Assert.InRange(Compress(Content).Length, 1, (int)zlib.Length - 1);
    }

    [Fact]
    public void Nothing_Compressed_IsAnEmptyGzip()
    {
        using var plain = new GZipStream(new MemoryStream(Compress([])), CompressionMode.Decompress);

        Assert.Equal(-1, plain.ReadByte());
    }

    private static byte[] Compress(byte[] content)
    {
        var stored = new MemoryStream();
        using (var gzip = new SmallestGzipStream(stored))
        {
            gzip.Write(content);
        }

        return stored.ToArray();
    }
}
