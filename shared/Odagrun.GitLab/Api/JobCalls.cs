using System.Globalization;
using System.Net.Http.Headers;
using Odagrun.GitLab.Http;
using Odagrun.GitLab.Wire;

namespace Odagrun.GitLab.Api;

/// <summary>State and log of one job, with the job's token.</summary>
internal sealed class JobCalls(ApiCall call)
{
    public async Task<JobUpdateOutcome> UpdateAsync(JobAccess job, JobUpdate update, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Put, job, string.Create(CultureInfo.InvariantCulture, $"jobs/{job.JobId}"));
        request.Content = JsonBody.Of(Body(job, update), WireJson.Default.JobUpdateBody);
        using var answer = await call.SendAsync(request, AnswerLimit.Control, cancellationToken).ConfigureAwait(false);
        var result = Result(answer, isFinal: update.State is JobState.Success or JobState.Failed);
        var message = result is JobUpdateResult.Ok or JobUpdateResult.Accepted
            ? null
            : await MessageAsync(answer, cancellationToken).ConfigureAwait(false);
        return new JobUpdateOutcome(result, answer.IsCanceling(), answer.UpdateInterval(), message);
    }

    public async Task<TracePatchOutcome> PatchTraceAsync(
        JobAccess job, ReadOnlyMemory<byte> content, long offset, bool debugTrace, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"jobs/{job.JobId}/trace?debug_trace={(debugTrace ? "true" : "false")}");
        using var request = Request(HttpMethod.Patch, job, path);
        request.Content = new ReadOnlyMemoryContent(content);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");

        // GitLab's own form: no unit, no total.
        request.Content.Headers.TryAddWithoutValidation(
            "Content-Range", string.Create(CultureInfo.InvariantCulture, $"{offset}-{offset + content.Length - 1}"));
        using var answer = await call.SendAsync(request, AnswerLimit.Control, cancellationToken).ConfigureAwait(false);
        var result = answer switch
        {
            _ when answer.IsOver() => TracePatchResult.Abort,
            { Status: 202 } => TracePatchResult.Ok,
            { Status: 416 } => TracePatchResult.RangeMismatch,
            { Status: 404 } => TracePatchResult.NotFound,
            _ => TracePatchResult.Unavailable,
        };
        var message = result == TracePatchResult.Ok ? null : await MessageAsync(answer, cancellationToken).ConfigureAwait(false);
        return new TracePatchOutcome(result, answer.TraceSize(), answer.IsCanceling(), answer.UpdateInterval(), message)
        {
            Retried = answer.Notes.Retried,
        };
    }

    // The order is GitLab Runner's: what the job's status says comes before what the answer's status says. But of a final state
    // that was taken, "failed" is our own word and no refusal.
    private static JobUpdateResult Result(ApiAnswer answer, bool isFinal) => answer switch
    {
        { Status: 200 } when isFinal => JobUpdateResult.Ok,
        _ when answer.IsOver() => JobUpdateResult.Abort,
        { Status: 200 } => JobUpdateResult.Ok,
        { Status: 202 } => JobUpdateResult.Accepted,
        { Status: 412 } => JobUpdateResult.TraceMismatch,
        { Status: 404 } => JobUpdateResult.Abort,
        { Status: 400 } => JobUpdateResult.Rejected,
        { Status: 409 } => JobUpdateResult.Conflict,
        _ => JobUpdateResult.Unavailable,
    };

    private async Task<string?> MessageAsync(ApiAnswer answer, CancellationToken cancellationToken) =>
        answer.Response is null ? answer.Problem : await call.DescribeAsync(answer.Response, cancellationToken).ConfigureAwait(false);

    private static JobUpdateBody Body(JobAccess job, JobUpdate update) => new(
        RunnerInfoBody.Current,
        job.Token,
        update.State switch
        {
            JobState.Pending => "pending",
            JobState.Running => "running",
            JobState.Success => "success",
            _ => "failed",
        },
        update.State == JobState.Failed
            ? FailureReasons.ToWire(update.Reason ?? FailureReason.ScriptFailure, update.SupportedReasons)
            : null,
        update.Output?.ToWire(),
        update.Output is { } output ? new JobOutputBody(output.ToWire(), output.ByteSize) : null,
        update.ExitCode == 0 ? null : update.ExitCode);

    private static HttpRequestMessage Request(HttpMethod method, JobAccess job, string path)
    {
        var request = ApiCall.Request(method, job.GitLabUrl, path, job.Tls);
        request.Headers.TryAddWithoutValidation("JOB-TOKEN", job.Token);
        return request;
    }
}
