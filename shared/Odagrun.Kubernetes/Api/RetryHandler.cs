using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace Odagrun.Kubernetes.Api;

/// <summary>
/// Repeats requests that the API server could not take (429, 500, 502, 503, 504) or that got no answer, as long as
/// <see cref="Retries.Patience"/> lasts and not before the server's Retry-After. An API server that has just started knows no Roles
/// for a moment: a right that was there before is asked for again, too. Watches are left to those who watch.
/// </summary>
internal sealed class RetryHandler(TimeProvider clock, ILogger logger) : DelegatingHandler
{
    private readonly ConcurrentDictionary<string, bool> _granted = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request);
        if (call.IsWatch)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var begin = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan wait;
            string problem;
            try
            {
                var response = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
                wait = RetryAfter(response) ?? Retries.Delay(attempt);
                var isLost = await IsLostRightAsync(call, response, cancellationToken).ConfigureAwait(false);
                if (!(Retries.IsTransient(response.StatusCode) || isLost)
                    || IsOver(begin, wait, isLost ? Retries.RightsPatience : Retries.Patience))
                {
                    return response;
                }

                if (response.StatusCode != HttpStatusCode.TooManyRequests && !isLost)
                {
                    request.Options.Set(Retries.MayHaveSucceeded, true);
                }

                problem = $"{(int)response.StatusCode} {response.ReasonPhrase}";
                response.Dispose();
            }
            catch (Exception e) when (IsTransient(e) && !IsOver(begin, Retries.Delay(attempt), Retries.Patience))
            {
                if (WasSent(e))
                {
                    request.Options.Set(Retries.MayHaveSucceeded, true);
                }

                problem = e.Message;
                wait = Retries.Delay(attempt);
            }

            logger.Repeated(call, problem, (long)wait.TotalMilliseconds);
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    // The body is read here, within the attempt's time: the client would read it synchronously, and could not try again.
    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Retries.Attempt, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, linked.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(linked.Token).ConfigureAwait(false);
            return response;
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw new TimeoutException($"no answer within {Retries.Attempt.TotalSeconds:0} s", e);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private bool IsOver(long begin, TimeSpan wait, TimeSpan patience) => clock.GetElapsedTime(begin) + wait > patience;

    private async Task<bool> IsLostRightAsync(ApiCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var right = call.Verb + " " + call.Resource;
        if (response.IsSuccessStatusCode)
        {
            _granted.TryAdd(right, true);
            return false;
        }

        return _granted.ContainsKey(right) && response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => true,
            HttpStatusCode.Forbidden =>
                ApiErrors.IsMissingRight(await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false), call),
            _ => false,
        };
    }

    // A certificate that is not trusted is not trusted in a minute either.
    private static bool IsTransient(Exception e) =>
        e is TimeoutException or IOException || (e is HttpRequestException && e.InnerException is not AuthenticationException);

    private static bool WasSent(Exception e) =>
        e is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };
}
