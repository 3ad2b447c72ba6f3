namespace Odagrun.Oci.Registry.Blobs;

/// <summary>
/// Tells a broken connection to the registry from a broken source: remembers that a write failed. Leaves the inner stream open.
/// </summary>
internal sealed class DestinationStream(Stream inner) : Stream
{
    public bool IsBroken { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("the stream is written forward only");

    public override long Position
    {
        get => throw new NotSupportedException("the stream is written forward only");
        set => throw new NotSupportedException("the stream is written forward only");
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            IsBroken = true;
            throw;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("the stream is written asynchronously");

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the stream is written only");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("the stream is written forward only");

    public override void SetLength(long value) => throw new NotSupportedException("the stream is written forward only");
}
