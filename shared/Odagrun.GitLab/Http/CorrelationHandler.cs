using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Http;

/// <summary>Names every request with an X-Request-Id and logs the answer with GitLab's own, by which its administrators find it.</summary>
internal sealed class CorrelationHandler(ILogger logger) : DelegatingHandler
{
    private const string Header = "X-Request-Id";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = Guid.NewGuid().ToString("N");
        request.Headers.Remove(Header);
        request.Headers.TryAddWithoutValidation(Header, sent);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var id = response.Headers.TryGetValues(Header, out var values) ? values.First() : sent;
            logger.CallAnswered(request.Method, request.RequestUri!.AbsolutePath, (int)response.StatusCode, id);
        }

        return response;
    }
}
