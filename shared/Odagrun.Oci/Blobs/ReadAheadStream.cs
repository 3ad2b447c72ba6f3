using System.Buffers;
using System.Threading.Channels;

namespace Odagrun.Oci.Blobs;

/// <summary>
/// Reads a stream ahead of its consumer, some megabytes at most, so that decompressing and hashing on one side and writing on the
/// other take a core each. Owns the inner stream. What the inner stream throws comes out where its bytes would have.
/// </summary>
internal sealed class ReadAheadStream : ReadThroughStream
{
    private const int BufferBytes = 256 * 1024;
    private const int Buffers = 8;

    private readonly Stream _inner;
    private readonly CancellationTokenSource _stop;
    private readonly Task _reading;

    private readonly Channel<ArraySegment<byte>> _filled = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(Buffers) { SingleReader = true, SingleWriter = true });

    private ArraySegment<byte> _current = ArraySegment<byte>.Empty;
    private int _taken;

    /// <summary>Begins to read at once; <paramref name="cancellationToken"/> ends that.</summary>
    public ReadAheadStream(Stream inner, CancellationToken cancellationToken)
    {
        _inner = inner;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _reading = Task.Run(ReadAheadAsync, CancellationToken.None);
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("the stream is read asynchronously only");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_taken == _current.Count)
        {
            Return();
            if (!await _filled.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            _ = _filled.Reader.TryRead(out _current);
        }

        var count = Math.Min(buffer.Length, _current.Count - _taken);
        _current.AsSpan(_taken, count).CopyTo(buffer.Span);
        _taken += count;
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        Return();
        while (_filled.Reader.TryRead(out _current))
        {
            Return();
        }

        _stop.Dispose();
        await _inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReadAheadAsync()
    {
        byte[]? buffer = null;
        try
        {
            bool isEnd;
            do
            {
                buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
                var count = await _inner.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, _stop.Token)
                    .ConfigureAwait(false);
                isEnd = count < buffer.Length;
                await _filled.Writer.WriteAsync(new ArraySegment<byte>(buffer, 0, count), _stop.Token).ConfigureAwait(false);
                buffer = null;
            }
            while (!isEnd);

            _filled.Writer.Complete();
        }
        catch (Exception e)
        {
            // Whatever it is, it belongs to the one who reads.
            _filled.Writer.Complete(e);
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void Return()
    {
        if (_current.Array is { Length: > 0 } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        (_current, _taken) = (ArraySegment<byte>.Empty, 0);
    }
}
