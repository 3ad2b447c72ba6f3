using System.Runtime.InteropServices;

namespace Odagrun.Oci.Layers;

/// <summary>
/// Gzip by libdeflate at its highest level, some 3 % smaller than zlib can: for layers that are built once and pulled by every node.
/// Keeps all of the content in memory and compresses when it is closed; the same bytes for the same content and library.
/// </summary>
public sealed partial class SmallestGzipStream(Stream destination) : MemoryStream
{
    private const int HighestLevel = 12;
    private const string Library = "libdeflate.so.0";

    private bool _isClosed;

    /// <summary>Compresses; the destination stays open.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            Compress();
        }

        base.Dispose(disposing);
    }

    private void Compress()
    {
        var compressor = NewCompressor();
        try
        {
            var content = new ReadOnlySpan<byte>(GetBuffer(), 0, (int)Length);
            var packed = new byte[Bound(compressor, (nuint)content.Length)];
            var size = Compress(compressor, content, (nuint)content.Length, packed, (nuint)packed.Length);
            destination.Write(
                packed, 0, size > 0 ? (int)size : throw new IOException("libdeflate did not compress what its own bound has room for"));
        }
        finally
        {
            Free(compressor);
        }
    }

    private static nint NewCompressor()
    {
        try
        {
            return Allocate(HighestLevel);
        }
        catch (DllNotFoundException e)
        {
            throw new IOException($"{Library} is not on this machine: install the Debian package libdeflate0", e);
        }
    }

    [LibraryImport(Library, EntryPoint = "libdeflate_alloc_compressor")]
    private static partial nint Allocate(int level);

    [LibraryImport(Library, EntryPoint = "libdeflate_gzip_compress_bound")]
    private static partial nuint Bound(nint compressor, nuint size);

    [LibraryImport(Library, EntryPoint = "libdeflate_gzip_compress")]
    private static partial nuint Compress(nint compressor, ReadOnlySpan<byte> content, nuint size, Span<byte> packed, nuint room);

    [LibraryImport(Library, EntryPoint = "libdeflate_free_compressor")]
    private static partial void Free(nint compressor);
}
