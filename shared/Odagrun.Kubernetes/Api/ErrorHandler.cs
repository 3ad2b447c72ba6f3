namespace Odagrun.Kubernetes.Api;

/// <summary>
/// Throws <see cref="KubernetesApiException"/> for every answer that is no success: the client's own exception would carry the whole
/// request along, Secrets included.
/// </summary>
internal sealed class ErrorHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException)
        {
            throw ApiErrors.Unreachable(call, request.RequestUri, e);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var error = await ApiErrors.ReadAsync(call, response, cancellationToken).ConfigureAwait(false);
            throw request.Options.TryGetValue(Retries.MayHaveSucceeded, out var may) && may
                ? new KubernetesApiException(
                    error.Call, error.Status, error.Reason, error.ServerMessage, error.Message)
                { MayHaveSucceeded = true }
                : error;
        }
    }
}
