namespace Odagrun.Bench.Compose;

/// <summary>Counts requests and the bytes of blobs on the wire.</summary>
internal sealed class RequestCounter
{
    private int _requests;

    public int Requests => _requests;

    public DelegatingHandler Handler() => new Counting(this);

    private sealed class Counting(RequestCounter counter) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref counter._requests);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
