using System.Text.Json;
using Odagrun.GitLab.Http;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Wire;

namespace Odagrun.GitLab.Api;

/// <summary>The calls a runner makes with its own token.</summary>
internal sealed class RunnerCalls(ApiCall call)
{
    private const int AnswerSize = 1 << 20;

    // A payload holds all variables of a job; GitLab's own limits keep it far below this.
    private const int PayloadSize = 64 << 20;

    public async Task<VerifyOutcome> VerifyAsync(RunnerIdentity runner, CancellationToken cancellationToken)
    {
        using var request = Request(runner, "runners/verify");
        request.Content = JsonBody.Of(new VerifyBody(runner.Token, runner.SystemId, RunnerInfoBody.Current), WireJson.Default.VerifyBody);
        using var answer = await call.SendAsync(request, AnswerLimit.Control, cancellationToken).ConfigureAwait(false);
        if (answer.Response is not { } response)
        {
            return new VerifyOutcome(VerifyResult.Unavailable, null, null, answer.Problem);
        }

        if (answer.Status is 200)
        {
            var (body, problem) = await call.ReadAsync(response, AnswerSize, cancellationToken).ConfigureAwait(false);
            return body is null ? new VerifyOutcome(VerifyResult.Unavailable, null, null, problem) : Verified(response, body);
        }

        var result = answer.Status switch
        {
            403 => VerifyResult.InvalidToken,
            422 => VerifyResult.Orphaned,
            _ => VerifyResult.Unavailable,
        };
        return new VerifyOutcome(result, null, null, await call.DescribeAsync(response, cancellationToken).ConfigureAwait(false));
    }

    public async Task<JobRequestOutcome> RequestJobAsync(RunnerIdentity runner, string? lastUpdate, CancellationToken cancellationToken)
    {
        using var request = Request(runner, "jobs/request");
        request.Content = JsonBody.Of(
            new JobRequestBody(RunnerInfoBody.Current, runner.Token, runner.SystemId, lastUpdate), WireJson.Default.JobRequestBody);
        using var answer = await call.SendAsync(request, AnswerLimit.LongPoll, cancellationToken).ConfigureAwait(false);
        var newest = answer.Header("X-GitLab-Last-Update") ?? lastUpdate;
        if (answer.Response is not { } response)
        {
            return Without(JobRequestResult.Unavailable, newest, answer, answer.Problem);
        }

        if (answer.Status == 201)
        {
            return await ReadJobAsync(answer, response, newest, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Status == 204)
        {
            return Without(JobRequestResult.Empty, newest, answer, null);
        }

        var result = answer.Status switch
        {
            403 => JobRequestResult.InvalidToken,
            409 => JobRequestResult.Conflict,
            422 => JobRequestResult.Orphaned,
            _ => JobRequestResult.Unavailable,
        };
        return Without(result, newest, answer, await call.DescribeAsync(response, cancellationToken).ConfigureAwait(false));
    }

    public async Task<TokenResetOutcome> ResetTokenAsync(RunnerIdentity runner, CancellationToken cancellationToken)
    {
        using var request = Request(runner, "runners/reset_authentication_token");
        request.Content = JsonBody.Of(new TokenResetBody(runner.Token), WireJson.Default.TokenResetBody);
        using var answer = await call.SendAsync(request, AnswerLimit.Control, cancellationToken).ConfigureAwait(false);
        if (answer is not { Status: 201, Response: { } response })
        {
            var said = answer.Response is null
                ? answer.Problem
                : await call.DescribeAsync(answer.Response, cancellationToken).ConfigureAwait(false);
            return new TokenResetOutcome(null, null, said);
        }

        var (body, problem) = await call.ReadAsync(response, AnswerSize, cancellationToken).ConfigureAwait(false);
        try
        {
            var told = body is null ? null : JsonSerializer.Deserialize(body, WireJson.Default.TokenResetAnswer);
            return new TokenResetOutcome(
                told?.Token is { Length: > 0 } token ? token : null, told?.TokenExpiresAt, problem ?? "GitLab's answer holds no token");
        }
        catch (JsonException e)
        {
            return new TokenResetOutcome(null, null, $"GitLab's answer can't be read: {e.Message}");
        }
    }

    private async Task<JobRequestOutcome> ReadJobAsync(
        ApiAnswer answer, HttpResponseMessage response, string? newest, CancellationToken cancellationToken)
    {
        var (body, problem) = await call.ReadAsync(response, PayloadSize, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return Without(JobRequestResult.Malformed, newest, answer, problem);
        }

        if (!JsonBody.IsJson(response))
        {
            var type = response.Content.Headers.ContentType?.ToString() ?? "no content type";
            return Malformed($"the job came as {type} instead of application/json: is there a proxy between this runner and GitLab?");
        }

        try
        {
            var job = PayloadJson.Read(body);
            return job is { Id: > 0, Token.Length: > 0 }
                ? new JobRequestOutcome(
                    JobRequestResult.Job, job, body, newest, answer.Notes.Throttled, null)
                { ServerChain = answer.Notes.ServerChain }
                : Malformed(job.Id > 0 ? $"the payload of job {job.Id} has no token" : "the job payload has no id");
        }
        catch (JsonException e)
        {
            return Malformed(Explain(e));
        }

        JobRequestOutcome Malformed(string message) =>
            new(JobRequestResult.Malformed, PayloadRemains.Find(body), body, newest, answer.Notes.Throttled, message);
    }

    // The reader's own exception says what is no JSON; that of a value names our types, which help nobody.
    private static string Explain(JsonException e) => e.InnerException is JsonException text
        ? $"the job payload is no JSON, or was cut off: {text.Message}"
        : $"the job payload can't be read at '{e.Path ?? "$"}': its value is not of the kind that GitLab's API describes. "
            + "A proxy that changes answers, or a version of GitLab that differs, may be the cause";

    private static JobRequestOutcome Without(JobRequestResult result, string? newest, ApiAnswer answer, string? message) =>
        new(result, null, default, newest, answer.Notes.Throttled, message);

    private static VerifyOutcome Verified(HttpResponseMessage response, byte[] body)
    {
        if (!JsonBody.IsJson(response))
        {
            return new VerifyOutcome(VerifyResult.Valid, null, null, null); // an old server says "200" and no more
        }

        try
        {
            var said = JsonSerializer.Deserialize(body, WireJson.Default.VerifyAnswer);
            return new VerifyOutcome(VerifyResult.Valid, said?.Id, said?.TokenExpiresAt, null);
        }
        catch (JsonException e)
        {
            return new VerifyOutcome(
                VerifyResult.Unavailable, null, null, $"the answer of {response.RequestMessage?.RequestUri} can't be read: {e.Message}");
        }
    }

    private static HttpRequestMessage Request(RunnerIdentity runner, string path)
    {
        var request = ApiCall.Request(HttpMethod.Post, runner.GitLabUrl, path, runner.Tls);
        request.Headers.TryAddWithoutValidation("RUNNER-TOKEN", runner.Token);
        return request;
    }
}
