using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odagrun.Oci.Registry.Http;

/// <summary>
/// Sends a request again after a broken connection, 408, 429 and 5xx, as long as it may be (<see cref="RegistryAccess.IsReplayable"/>),
/// and says in a <see cref="RegistryException"/> when no answer came at all.
/// </summary>
internal sealed class RetryHandler(
    Backoff backoff, IOptions<RegistryClientOptions> options, TimeProvider clock, ILogger<RetryHandler> log) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var access = RegistryAccess.Of(request);
        for (var attempt = 0; ; attempt++)
        {
            TimeSpan? retryAfter = null;
            HttpResponseMessage? response = null;
            RegistryException? failure = null;
            try
            {
                response = await SendOnceAsync(request, access, cancellationToken).ConfigureAwait(false);
                if (!IsTransient(response.StatusCode))
                {
                    return response;
                }

                retryAfter = backoff.RetryAfter(response);
            }
            catch (RegistryException e) when (e.IsTransient)
            {
                failure = e;
            }

            if (!access.IsReplayable || !await backoff.WaitAsync(attempt, retryAfter, cancellationToken).ConfigureAwait(false))
            {
                return response ?? throw failure!;
            }

            log.Retrying(request.Method.Method, access.Registry, response is null ? failure!.Message : $"status {(int)response.StatusCode}",
                attempt + 1);
            response?.Dispose();
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(
        HttpRequestMessage request, RegistryAccess access, CancellationToken cancellationToken)
    {
        var limit = access.IsReplayable ? options.Value.ResponseTimeout : Timeout.InfiniteTimeSpan;
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await base.SendAsync(request, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new RegistryException(
                $"{Tried(request)}: registry '{access.Registry}' did not answer within {limit.TotalSeconds:0} seconds", null, null, e);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // .NET says so of a connection that can't be made in time, though nobody has canceled anything.
            throw new RegistryException(
                $"{Tried(request)}: registry '{access.Registry}' cannot be reached: {e.InnerException.Message}", null, null, e);
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            // Not transient: the same certificate, or the same plain-http server, will answer again.
            throw new RegistryException(
                $"{Tried(request)}: no TLS connection to registry '{access.Registry}': {Reason(e)}; if it speaks plain http, name it in InsecureRegistries",
                HttpStatusCode.BadRequest, "TLS", e);
        }
        catch (HttpRequestException e)
        {
            throw new RegistryException($"{Tried(request)}: registry '{access.Registry}' cannot be reached: {Reason(e)}", null, null, e);
        }
        catch (IOException e)
        {
            throw new RegistryException(
                $"{Tried(request)}: the connection to registry '{access.Registry}' broke: {e.Message}", null, null, e);
        }
    }

    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || (status >= HttpStatusCode.InternalServerError && status != HttpStatusCode.NotImplemented);

    private static string Tried(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.AbsolutePath}";

    private static string Reason(HttpRequestException e) =>
        e.InnerException is { } inner && !e.Message.StartsWith(inner.Message, StringComparison.Ordinal)
            ? $"{e.Message} ({inner.Message})"
            : e.Message;
}
