using System.IO.Compression;

namespace Odagrun.Handover;

/// <summary>Deflate (RFC 1951) of one job's data: JSON shrinks to a quarter, and what keeps it has its limits.</summary>
internal static class Deflation
{
    // Below this there is nothing to win.
    private const int Smallest = 256;

    /// <summary>The deflated data, or null where they are not shorter.</summary>
    public static byte[]? TryShorten(ReadOnlySpan<byte> plain)
    {
        if (plain.Length < Smallest)
        {
            return null;
        }

        using var shorter = new MemoryStream(plain.Length / 2);
        using (var deflate = new DeflateStream(shorter, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(plain);
        }

        return shorter.Length < plain.Length ? shorter.ToArray() : null;
    }

    /// <summary>What <see cref="TryShorten"/> was given. The data are authentic: nobody else made them.</summary>
    public static byte[] Restore(byte[] deflated)
    {
        using var plain = new MemoryStream(deflated.Length * 4);
        using (var inflate = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress))
        {
            inflate.CopyTo(plain);
        }

        return plain.ToArray();
    }
}
