using Microsoft.Extensions.Options;

namespace Odagrun.Oci.Registry.Http;

/// <summary>How often and after which wait something is tried again.</summary>
internal sealed class Backoff(IOptions<RegistryClientOptions> options, TimeProvider clock)
{
    public int Retries => options.Value.Retries;

    /// <summary>Waits before the try after <paramref name="attempt"/> (0 is the first); false, at once, where it makes no sense.</summary>
    public async Task<bool> WaitAsync(int attempt, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxRetryDelay;
        if (attempt >= Retries || retryAfter > limit)
        {
            return false;
        }

        var doubled = options.Value.RetryDelay * Math.Pow(2, attempt) * (0.75 + (Random.Shared.NextDouble() / 2));
        var own = doubled < limit ? doubled : limit;
        await Task.Delay(retryAfter > own ? retryAfter.Value : own, clock, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The Retry-After header as a duration.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
