namespace Odagrun.Kubernetes.Api;

/// <summary>Keeps this process' requests below the configured rate, with bursts of one second's worth; watches are not counted.</summary>
internal sealed class RateHandler(int requestsPerSecond, TimeProvider clock) : DelegatingHandler
{
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / requestsPerSecond;
    private readonly Lock _lock = new();
    private readonly long _start = clock.GetTimestamp();

    // Until when the requests sent so far have used the rate up.
    private TimeSpan _used;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!ApiCall.Of(request).IsWatch && Reserve() is { } wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Reserve()
    {
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_start);
            _used = (_used > now ? _used : now) + _interval;
            return _used - now - Burst;
        }
    }
}
