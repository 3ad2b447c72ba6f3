using Odagrun.Oci.Blobs;
using Odagrun.Oci.References;
using ZstdSharp;

namespace Odagrun.Oci.Layers;

/// <summary>
/// A layer's uncompressed bytes: bounded, and with one kind of exception for whatever is wrong with them. Owns the inner stream.
/// </summary>
internal sealed class UncompressedStream(Stream inner, Digest layer, long limit) : ReadThroughStream
{
    private long _passed;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Count(inner.Read(buffer));
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException)
        {
            throw Damaged(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is InvalidDataException or ZstdException)
        {
            throw Damaged(e);
        }
    }

    private int Count(int read)
    {
        _passed += read;
        return _passed <= limit ? read : throw new LayerFormatException($"layer {layer} is more than {limit} bytes when uncompressed");
    }

    private LayerFormatException Damaged(Exception e) => new($"layer {layer} cannot be uncompressed: {e.Message}", e);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
