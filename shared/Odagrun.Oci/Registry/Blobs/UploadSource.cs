namespace Odagrun.Oci.Registry.Blobs;

/// <summary>The blob that is sent, from any place on: read on where the last piece ended, opened again where that is behind us.</summary>
internal sealed class UploadSource(Func<CancellationToken, Task<Stream>> open) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream? _stream;
    private long _position;

    /// <summary>Copies <paramref name="count"/> bytes from <paramref name="offset"/> on.</summary>
    public async Task CopyAsync(long offset, long count, Stream destination, CancellationToken cancellationToken)
    {
        await SeekAsync(offset, cancellationToken).ConfigureAwait(false);
        for (var left = count; left > 0;)
        {
            var read = await ReadAsync(left, cancellationToken).ConfigureAwait(false);
            await destination.WriteAsync(_buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            left -= read;
        }
    }

    /// <summary>After a failure: what was read ahead is lost.</summary>
    public async Task CloseAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            _stream = null;
        }
    }

    public async ValueTask DisposeAsync() => await CloseAsync().ConfigureAwait(false);

    private async Task SeekAsync(long offset, CancellationToken cancellationToken)
    {
        if (_stream is null || _position > offset)
        {
            await CloseAsync().ConfigureAwait(false);
            _stream = await open(cancellationToken).ConfigureAwait(false);
            _position = 0;
        }

        while (_position < offset)
        {
            await ReadAsync(offset - _position, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadAsync(long atMost, CancellationToken cancellationToken)
    {
        var read = await _stream!.ReadAsync(_buffer.AsMemory(0, (int)Math.Min(_buffer.Length, atMost)), cancellationToken)
            .ConfigureAwait(false);
        _position += read;
        return read > 0
            ? read
            : throw new EndOfStreamException($"the blob's source ended after {_position} bytes, before the announced size");
    }
}
