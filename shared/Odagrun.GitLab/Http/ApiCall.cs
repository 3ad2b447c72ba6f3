using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Http;

/// <summary>Sends requests and turns "no answer" into a text instead of an exception.</summary>
internal sealed class ApiCall(HttpClient http, TimeProvider time, ILogger logger)
{
    public TimeProvider Time => time;

    /// <summary>A request to <paramref name="path"/> below the API's root, expecting JSON.</summary>
    public static HttpRequestMessage Request(HttpMethod method, Uri gitLab, string path, ServerTls? tls)
    {
        var request = new HttpRequestMessage(method, ApiRoot.Of(gitLab, path));
        request.Options.Set(ServerTls.Key, tls);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return request;
    }

    /// <summary>The answer and what was noticed on the way; or no answer, and why in one line.</summary>
    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request, TimeSpan answerWithin, CancellationToken cancellationToken)
    {
        var notes = new CallNotes();
        request.Options.Set(CallNotes.Key, notes);
        request.Options.Set(AnswerLimit.Key, answerWithin);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return new ApiAnswer(response, notes, null);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return new ApiAnswer(null, notes, Describe(request, e));
        }
    }

    /// <summary>The body of a welcome answer, or why it could not be read.</summary>
    public async Task<(byte[]? Body, string? Problem)> ReadAsync(
        HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        try
        {
            return (await BoundedBody.ReadAsync(response, limit, time, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return (null, Describe(response.RequestMessage!, e));
        }
    }

    /// <summary>What an unwelcome answer says.</summary>
    public Task<string> DescribeAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        ServerMessage.DescribeAsync(response, time, cancellationToken);

    public static bool IsNoAnswer(Exception e) => e is HttpRequestException or IOException or TimeoutException;

    private string Describe(HttpRequestMessage request, Exception e)
    {
        var why = e.InnerException is { } inner and not OperationCanceledException ? $"{e.Message} ({inner.Message})" : e.Message;
        logger.CallFailed(request.Method, request.RequestUri!.AbsolutePath, why);
        return $"{request.Method} {request.RequestUri.GetLeftPart(UriPartial.Path)} failed: {why}";
    }
}
