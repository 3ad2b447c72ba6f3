namespace Odagrun.Oci.Blobs;

/// <summary>Reads a stream through a <see cref="ContentCheck"/>; owns both.</summary>
internal sealed class CheckedStream(Stream inner, ContentCheck check) : ReadThroughStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read], buffer.Length);
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Check(buffer.Span[..read], buffer.Length);
        return read;
    }

    private void Check(ReadOnlySpan<byte> bytes, int asked)
    {
        if (bytes.Length > 0)
        {
            check.Append(bytes);
        }
        else if (asked > 0)
        {
            check.Complete();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            check.Dispose();
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
