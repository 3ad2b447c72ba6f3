using System.Net;
using System.Net.Http.Headers;

namespace Odagrun.Oci.Registry.Blobs;

/// <summary>A piece of a blob as a request's body, streamed.</summary>
internal sealed class UploadContent : HttpContent
{
    private readonly UploadSource _source;
    private readonly long _offset;
    private readonly long _count;

    public UploadContent(UploadSource source, long offset, long count)
    {
        (_source, _offset, _count) = (source, offset, count);
        Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Headers.ContentLength = count;
    }

    /// <summary>Why the source could not be read: HttpClient hides it behind its own exception.</summary>
    public Exception? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var destination = new DestinationStream(stream);
        await using var closing = destination.ConfigureAwait(false);
        try
        {
            await _source.CopyAsync(_offset, _count, destination, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException && !destination.IsBroken)
        {
            SourceFailure = e;
            throw;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _count;
        return true;
    }
}
