namespace Odagrun.Oci.Blobs;

/// <summary>
/// The members that every read-only, forward-only stream of this library answers alike; a subclass says how one read goes.
/// </summary>
internal abstract class ReadThroughStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException("the stream is read forward only");

    public override long Position
    {
        get => throw new NotSupportedException("the stream is read forward only");
        set => throw new NotSupportedException("the stream is read forward only");
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public abstract override int Read(Span<byte> buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("the stream is read forward only");

    public override void SetLength(long value) => throw new NotSupportedException("the stream is read only");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("the stream is read only");
}
