using System.Net;
using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Http;

/// <summary>
/// The retry that every call to GitLab has (reference: gitlab-runner's network/retry_requester.go): five attempts for answers that ask
/// for another one. Connection errors are not retried here, their callers know better. The last answer goes on to the caller.
/// </summary>
internal sealed class TransportRetryHandler(TimeProvider time, ILogger logger) : DelegatingHandler
{
    private const int Attempts = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var notes = request.Options.TryGetValue(CallNotes.Key, out var given) ? given : new CallNotes();
        while (true)
        {
            notes.Attempts++;
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!IsRetriable(response.StatusCode))
            {
                return response;
            }

            notes.Throttled = true;
            if (notes.Attempts >= Attempts)
            {
                return response;
            }

            var wait = RetryDelay.For(response, notes.Attempts, time);
            logger.CallRetried(request.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, wait.TotalMilliseconds);
            response.Dispose();
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static bool IsRetriable(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504 or >= 512;
}
