namespace Odagrun.Kubernetes.Api;

/// <summary>
/// Says of a connection that could not be made in time what it is: .NET's client throws as if the caller had cancelled
/// (<see cref="SocketsHttpHandler.ConnectTimeout"/>), and an API server that is just starting would end whoever waits for it.
/// </summary>
internal sealed class ConnectTimeoutHandler : DelegatingHandler
{
    /// <exception cref="TimeoutException">The connection could not be made in time.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
            when (e.InnerException is TimeoutException timeout && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(timeout.Message, e);
        }
    }
}
