using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Http;

namespace Odagrun.GitLab.Artifacts;

/// <summary>
/// <c>POST /jobs/:id/artifacts</c>: a streamed form with one part named <c>file</c>; everything else stands in the query.
/// </summary>
internal sealed class ArtifactUploader(ApiCall call)
{
    private const int Tries = 3;
    private const int TriesWhenBusy = 6;
    private const int Redirects = 3;

    public async Task<ArtifactUploadOutcome> UploadAsync(
        JobAccess job, ArtifactUpload upload, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, status) = await TryAsync(job, upload, write, cancellationToken).ConfigureAwait(false);
            var again = outcome.Result == ArtifactUploadResult.Failed && attempt < (status == 503 ? TriesWhenBusy : Tries);
            if (!again)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromSeconds(attempt), call.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(ArtifactUploadOutcome Outcome, int Status)> TryAsync(
        JobAccess job, ArtifactUpload upload, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        var address = ApiRoot.Of(job.GitLabUrl, Path(job, upload));
        for (var hops = 0; ; hops++)
        {
            using var produced = new ProducedContent(write);
            using var request = Request(job, upload, address, produced);
            using var answer = await SendAsync(request, produced, cancellationToken).ConfigureAwait(false);
            if (hops < Redirects && Redirected(address, answer) is { } next)
            {
                address = next;
                continue;
            }

            return (await OutcomeAsync(answer, cancellationToken).ConfigureAwait(false), answer.Status);
        }
    }

    private async Task<ApiAnswer> SendAsync(HttpRequestMessage request, ProducedContent produced, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call.SendAsync(request, AnswerLimit.Upload, cancellationToken).ConfigureAwait(false);
            if (answer.Response is null && produced.ProducerFailure is { } failure)
            {
                ExceptionDispatchInfo.Throw(failure); // the file could not be produced: that is the caller's, not the network's
            }

            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && produced.ProducerFailure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    private async Task<ArtifactUploadOutcome> OutcomeAsync(ApiAnswer answer, CancellationToken cancellationToken)
    {
        var result = answer.Status switch
        {
            201 => ArtifactUploadResult.Ok,
            403 => ArtifactUploadResult.Forbidden,
            413 => ArtifactUploadResult.TooLarge,
            _ => ArtifactUploadResult.Failed,
        };
        var message = result == ArtifactUploadResult.Ok ? null
            : answer.Response is null ? answer.Problem
            : await call.DescribeAsync(answer.Response, cancellationToken).ConfigureAwait(false);
        return new ArtifactUploadOutcome(result, message);
    }

    /// <summary>
    /// Where 307 points: GitLab Geo's secondary sends uploads to the primary, which needs the job's token, so it goes along; but never
    /// from https to http. A bare host keeps the path and query.
    /// </summary>
    internal static Uri? Redirected(Uri address, ApiAnswer answer)
    {
        if (answer.Status is not (307 or 308) || answer.Response?.Headers.Location is not { } location)
        {
            return null;
        }

        var target = location.IsAbsoluteUri ? location : new Uri(address, location);
        if (target.Scheme != address.Scheme && target.Scheme != Uri.UriSchemeHttps)
        {
            return null;
        }

        var path = target.AbsolutePath is "/" or "" ? address.AbsolutePath : target.AbsolutePath;
        return new UriBuilder(target) { Path = path, Query = target.Query.Length > 1 ? target.Query : address.Query }.Uri;
    }

    private static HttpRequestMessage Request(JobAccess job, ArtifactUpload upload, Uri address, ProducedContent produced)
    {
        produced.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = "\"file\"",
            FileName = $"\"{upload.FileName}\"",
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new MultipartFormDataContent { produced },
        };
        request.Options.Set(ServerTls.Key, job.Tls);
        request.Headers.TryAddWithoutValidation("JOB-TOKEN", job.Token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));

        // A server that refuses or redirects can say so before gigabytes are sent in vain.
        request.Headers.ExpectContinue = true;
        return request;
    }

    private static string Path(JobAccess job, ArtifactUpload upload)
    {
        var path = string.Create(
            CultureInfo.InvariantCulture,
            $"jobs/{job.JobId}/artifacts?artifact_format={Uri.EscapeDataString(upload.Format)}&artifact_type={Uri.EscapeDataString(upload.Type)}");
        return string.IsNullOrEmpty(upload.ExpireIn) ? path : $"{path}&expire_in={Uri.EscapeDataString(upload.ExpireIn)}";
    }
}
