using Odagrun.Oci.Blobs;

namespace Odagrun.Oci.Copying;

/// <summary>Tells how many bytes are read through it; owns the inner stream.</summary>
internal sealed class ObservedStream(Stream inner, Action<long> moved) : ReadThroughStream
{
    public override int Read(Span<byte> buffer) => Tell(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Tell(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Tell(int read)
    {
        moved(read);
        return read;
    }
}
