using System.Buffers.Binary;

namespace Odagrun.Oci.Relaying;

/// <summary>Writes a body as frames; leaves the connection open.</summary>
internal sealed class RelayWriter(Stream connection) : Stream
{
    private readonly byte[] _head = new byte[4];

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("the body is written forward only");

    public override long Position
    {
        get => throw new NotSupportedException("the body is written forward only");
        set => throw new NotSupportedException("the body is written forward only");
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32BigEndian(_head, 0);
        await connection.WriteAsync(_head, cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            var piece = buffer[..Math.Min(buffer.Length, RelayFrames.LongestPiece)];
            BinaryPrimitives.WriteInt32BigEndian(_head, piece.Length);
            await connection.WriteAsync(_head, cancellationToken).ConfigureAwait(false);
            await connection.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            buffer = buffer[piece.Length..];
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("the body is written asynchronously");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("the body is written only");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("the body is written forward only");

    public override void SetLength(long value) => throw new NotSupportedException("the body is written forward only");
}
