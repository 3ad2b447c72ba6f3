using System.Net;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Relaying;

/// <summary>
/// Has a registry's requests made by the process that holds the logins: the last handler of a client that knows none itself.
/// <paramref name="connect"/> opens a connection to that process, one for each request.
/// </summary>
public sealed class RelayHandler(Func<CancellationToken, Task<Stream>> connect) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connection = await connect(cancellationToken).ConfigureAwait(false);
        try
        {
            await RelayFrames.WriteAsync(connection, HeadOf(request), RelayJson.Default.RelayHead, cancellationToken).ConfigureAwait(false);
            var sending = SendBodyAsync(request, connection, cancellationToken);
            var answer = await RelayFrames.ReadAsync(connection, RelayJson.Default.RelayAnswer, cancellationToken).ConfigureAwait(false)
                ?? throw new IOException("the job's first process hung up; the job may be ending");
            if (answer.Status == 0)
            {
                // What was not taken of the body is of no interest any more.
                await connection.DisposeAsync().ConfigureAwait(false);
                await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw FailureOf(answer);
            }

            return ResponseTo(request, answer, connection, sending);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static RelayHead HeadOf(HttpRequestMessage request)
    {
        var access = RegistryAccess.Of(request);
        var headers = new Dictionary<string, string>();
        foreach (var (name, values) in request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []))
        {
            headers[name] = string.Join(", ", values);
        }

        return new RelayHead
        {
            Registry = access.Registry,
            Repository = access.Repository,
            Method = request.Method.Method,
            Url = request.RequestUri!,
            Headers = headers,
            Length = request.Content is null ? null : request.Content.Headers.ContentLength
                ?? throw new InvalidOperationException("a registry's request says how long its body is"),
            IsReplayable = access.IsReplayable,

            // A login without a password is only known by its name: the other process has it.
            Username = access.Login is { Password.Length: > 0 } ? access.Login.Username : null,
            Password = access.Login is { Password.Length: > 0 } ? access.Login.Password : null,
        };
    }

    private static async Task SendBodyAsync(HttpRequestMessage request, Stream connection, CancellationToken cancellationToken)
    {
        if (request.Content is { } content)
        {
            var frames = new RelayWriter(connection);
            await using var closing = frames.ConfigureAwait(false);
            await content.CopyToAsync(frames, cancellationToken).ConfigureAwait(false);
            await frames.EndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static RegistryException FailureOf(RelayAnswer answer) => answer.Refused is { } reason
        ? new RegistryException(reason, HttpStatusCode.Forbidden, "REFUSED")
        : new RegistryException(answer.Failed ?? "no answer", answer.IsTransient ? null : HttpStatusCode.BadRequest, null);

    private static HttpResponseMessage ResponseTo(HttpRequestMessage request, RelayAnswer answer, Stream connection, Task sending)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(new RelayBody(connection, new Ending(connection, sending))),
        };
        foreach (var (name, value) in answer.Headers)
        {
            _ = response.Headers.TryAddWithoutValidation(name, value) || response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    // A registry may answer before it has taken all of a body; what is left of it fails with the connection, and is not missed.
    private sealed class Ending(Stream connection, Task sending) : IDisposable
    {
        public void Dispose()
        {
            connection.Dispose();
            _ = sending.ContinueWith(
                task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
