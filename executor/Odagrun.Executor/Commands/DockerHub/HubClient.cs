using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>
/// The HTTP API of Docker Hub (docs.docker.com/reference/api/hub/latest, and for descriptions what its own pages call). Waits where the Hub
/// asks for it, and asks again after 5xx.
/// </summary>
internal sealed class HubClient(HttpClient http, Uri root, TimeProvider clock, Action<string> warn)
{
    /// <summary>Another address than the Hub's: a proxy of it, or a stand-in.</summary>
    internal const string RootVariable = "ODAGRUN_DOCKERHUB_URL";

    private const int Tries = 4;
    private const int LongestAnswer = 64 << 10;
    private static readonly Uri Hub = new("https://hub.docker.com");
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private AuthenticationHeaderValue? _login;

    internal static Uri RootOf(CommandConsole console)
    {
        if (console.Variable(RootVariable) is not { Length: > 0 } given)
        {
            return Hub;
        }

        return Uri.TryCreate(given, UriKind.Absolute, out var root) && root.Scheme is "http" or "https" && root.UserInfo.Length == 0
            ? root
            : throw new CommandException($"${RootVariable} is no http or https address");
    }

    /// <summary>Logs in; servers before 2025 know the second way only.</summary>
    internal async Task LogInAsync(HubAccount account, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Post, "/v2/auth/token",
            new HubLogin { Identifier = account.User, Secret = account.Password }, HubJson.Default.HubLogin, cancellationToken);
        if (answer.Status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
        {
            answer = await SendAsync(HttpMethod.Post, "/v2/users/login",
                new HubLogin { Username = account.User, Password = account.Password }, HubJson.Default.HubLogin, cancellationToken);
        }

        if (!answer.IsSuccess)
        {
            throw answer.Failure($"logging in as {account.User}");
        }

        var token = answer.Read(HubJson.Default.HubToken);
        _login = token switch
        {
            { AccessToken: { Length: > 0 } access } => new AuthenticationHeaderValue("Bearer", access),
            { Token: { Length: > 0 } old } => new AuthenticationHeaderValue("JWT", old),
            _ => throw new CommandException("Docker Hub's answer to the login has no token"),
        };
    }

    internal Task<HubAnswer> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        SendAsync<HubRepository>(method, path, null, HubJson.Default.HubRepository, cancellationToken);

    internal Task<HubAnswer> SendAsync(HttpMethod method, string path, HubRepository body, CancellationToken cancellationToken) =>
        SendAsync(method, path, body, HubJson.Default.HubRepository, cancellationToken);

    private async Task<HubAnswer> SendAsync<T>(
        HttpMethod method, string path, T? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        for (var (tries, pause) = (1, FirstPause); ; tries++, pause *= 2)
        {
            var (answer, wait, flaw) = await TryAsync(method, path, body, type, pause, cancellationToken);
            if (answer is not null && (wait is null || tries == Tries))
            {
                return answer;
            }

            if (tries == Tries || wait > LongestPause)
            {
                throw answer?.Failure($"{method} {path}") ?? new CommandException($"Docker Hub ({root.Host}) can't be reached: {flaw}");
            }

            warn($"Docker Hub: {flaw}; again in {wait!.Value.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
            await Task.Delay(wait.Value, clock, cancellationToken);
        }
    }

    private async Task<(HubAnswer? Answer, TimeSpan? Wait, string Flaw)> TryAsync<T>(
        HttpMethod method, string path, T? body, JsonTypeInfo<T> type, TimeSpan pause, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path)) { Headers = { Authorization = _login } };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            };
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var answer = new HubAnswer(response.StatusCode, await ReadAsync(response, cancellationToken));
            var wait = response.StatusCode == HttpStatusCode.TooManyRequests ? HubAnswer.RetryAfter(response, clock) ?? pause
                : (int)response.StatusCode >= 500 ? pause
                : (TimeSpan?)null;
            return (answer, wait, WebClients.Describe(response));
        }
        catch (HttpRequestException e)
        {
            return (null, pause, e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, pause, $"no answer within {http.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s");
        }
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(bytes, LongestAnswer, throwOnEndOfStream: false, cancellationToken);
        return bytes[..length];
    }
}
