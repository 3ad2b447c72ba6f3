using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Copying;

/// <summary><c>--from_url</c>.</summary>
internal static class CopyDownload
{
    private const int Tries = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>Opens it; what may be gone a moment later (no connection, 429, 5xx) is tried four times.</summary>
    internal static async Task<CopyContent> OpenAsync(
        string address, TimeProvider clock, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw new CommandException("--from_url is no http or https address", ExitCode.Usage);
        }

        var shown = url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        var client = WebClients.Create();
        try
        {
            for (var pause = FirstPause; ; pause *= 2)
            {
                var (content, flaw, isFinal) = await TryAsync(client, url, shown, cancellationToken);
                if (content is not null)
                {
                    return content;
                }

                if (isFinal || pause >= FirstPause * Math.Pow(2, Tries - 1))
                {
                    throw new CommandException($"GET {shown} failed: {flaw}");
                }

                warn($"GET {shown}: {flaw}; again in {pause.TotalSeconds:0} s");
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<(CopyContent? Content, string Flaw, bool IsFinal)> TryAsync(
        HttpClient client, Uri url, string shown, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(url) { UserName = "", Password = "" }.Uri);
        if (url.UserInfo.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        }

        try
        {
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return (new CopyContent(await response.Content.ReadAsStreamAsync(cancellationToken), shown, new Owner(client, response)),
                    "", true);
            }

            using (response)
            {
                var isFinal = response.StatusCode is not HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500;
                return (null, WebClients.Describe(response), isFinal);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer within {client.Timeout.TotalSeconds:0} s", false);
        }
        catch (HttpRequestException e)
        {
            return (null, e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message,
                e.HttpRequestError is HttpRequestError.SecureConnectionError);
        }
    }

    private sealed class Owner(HttpClient client, HttpResponseMessage response) : IDisposable
    {
        public void Dispose()
        {
            response.Dispose();
            client.Dispose();
        }
    }
}
