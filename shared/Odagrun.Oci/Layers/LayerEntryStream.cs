using Odagrun.Oci.Blobs;

namespace Odagrun.Oci.Layers;

/// <summary>The bytes of one entry in the tar's stream; does not own that stream.</summary>
internal sealed class LayerEntryStream(Stream tar, long size) : ReadThroughStream
{
    private long _left = size;

    /// <summary>Reads past what the caller left unread; from then on the stream is at its end.</summary>
    public async Task SkipRestAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        while (_left > 0)
        {
            await ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    public override int Read(Span<byte> buffer) => buffer.IsEmpty || _left == 0 ? 0 : Count(tar.Read(buffer[..Room(buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty || _left == 0
            ? 0
            : Count(await tar.ReadAsync(buffer[..Room(buffer.Length)], cancellationToken).ConfigureAwait(false));

    private int Room(int length) => (int)Math.Min(length, _left);

    private int Count(int read)
    {
        _left -= read;
        return read > 0 ? read : throw new LayerFormatException("the layer ends in the middle of a file");
    }
}
