using System.Buffers.Binary;
using Odagrun.Oci.Blobs;

namespace Odagrun.Oci.Relaying;

/// <summary>Reads a body out of its frames; owns what <paramref name="owned"/> is, when given.</summary>
internal sealed class RelayBody(Stream connection, IDisposable? owned = null) : ReadThroughStream
{
    private readonly byte[] _head = new byte[4];
    private int _left;
    private bool _ended;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("the body is read asynchronously only");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ended || buffer.IsEmpty)
        {
            return 0;
        }

        if (_left == 0)
        {
            await connection.ReadExactlyAsync(_head, cancellationToken).ConfigureAwait(false);
            _left = BinaryPrimitives.ReadInt32BigEndian(_head);
            if (_left is < 0 or > RelayFrames.LongestPiece)
            {
                throw new InvalidDataException($"a piece of {_left} bytes is announced; {RelayFrames.LongestPiece} are allowed");
            }

            if (_left == 0)
            {
                _ended = true;
                return 0;
            }
        }

        var read = await connection.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
        _left -= read;
        return read > 0 ? read : throw new EndOfStreamException("the other side hung up in the middle of a body");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            owned?.Dispose();
        }

        base.Dispose(disposing);
    }
}
