using System.Net;
using System.Net.Http.Headers;

namespace Odagrun.GitLab.Artifacts;

/// <summary>
/// A body that is written while it is sent, and once more for each further attempt. Its length is not known: it goes out in chunks.
/// </summary>
internal sealed class ProducedContent : HttpContent
{
    private readonly Func<Stream, CancellationToken, Task> _write;

    public ProducedContent(Func<Stream, CancellationToken, Task> write)
    {
        _write = write;
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
    }

    /// <summary>What went wrong in producing it, as opposed to sending it.</summary>
    public Exception? ProducerFailure { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var network = new WatchedStream(stream);
        await using (network.ConfigureAwait(false))
        {
            try
            {
                await _write(network, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!network.Failed && !cancellationToken.IsCancellationRequested)
            {
                ProducerFailure = e;
                throw;
            }
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
