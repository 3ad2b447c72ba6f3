using System.Globalization;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Artifacts;

/// <summary>
/// <c>GET /jobs/:id/artifacts</c>: the first try asks for a direct download, which is a redirect to the object store; later ones
/// let GitLab pass the file through. The job's token stays with the host it belongs to.
/// </summary>
internal sealed class ArtifactDownloader(ApiCall call)
{
    private const int Tries = 3;
    private const int Redirects = 5;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public async Task<ArtifactDownloadOutcome> DownloadAsync(JobAccess job, bool directDownload, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await TryAsync(job, directDownload && attempt == 1, cancellationToken).ConfigureAwait(false);
            if (outcome.Result != ArtifactDownloadResult.Failed || attempt == Tries)
            {
                return outcome;
            }

            await Task.Delay(Between, call.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ArtifactDownloadOutcome> TryAsync(JobAccess job, bool direct, CancellationToken cancellationToken)
    {
        var home = ApiRoot.Of(job.GitLabUrl,
            string.Create(CultureInfo.InvariantCulture, $"jobs/{job.JobId}/artifacts{(direct ? "?direct_download=true" : "")}"));
        var address = home;
        for (var hops = 0; ; hops++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Options.Set(ServerTls.Key, job.Tls);
            if (SameOrigin(address, home))
            {
                request.Headers.TryAddWithoutValidation("JOB-TOKEN", job.Token);
            }

            var answer = await call.SendAsync(request, AnswerLimit.Download, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 301 or 302 or 303 or 307 or 308, Response.Headers.Location: { } location } && hops < Redirects)
            {
                address = location.IsAbsoluteUri ? location : new Uri(address, location);
                answer.Dispose();
                continue;
            }

            return await OutcomeAsync(answer, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static bool SameOrigin(Uri a, Uri b) =>
        a.Scheme == b.Scheme && a.Port == b.Port && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);

    private async Task<ArtifactDownloadOutcome> OutcomeAsync(ApiAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is { Status: 200, Response: { } response })
        {
            return await OpenAsync(response, cancellationToken).ConfigureAwait(false);
        }

        using (answer)
        {
            var result = answer.Status switch
            {
                401 or 403 => ArtifactDownloadResult.Forbidden,
                404 => ArtifactDownloadResult.NotFound,
                _ => ArtifactDownloadResult.Failed,
            };
            var message = answer.Response is null
                ? answer.Problem
                : await call.DescribeAsync(answer.Response, cancellationToken).ConfigureAwait(false);
            return new ArtifactDownloadOutcome(result, null, null, message);
        }
    }

    private static async Task<ArtifactDownloadOutcome> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            // Disposing the stream frees the connection; the response itself holds nothing else.
            var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            return new ArtifactDownloadOutcome(ArtifactDownloadResult.Ok, content, response.Content.Headers.ContentLength, null);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
