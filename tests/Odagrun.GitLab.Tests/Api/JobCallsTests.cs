using Microsoft.AspNetCore.Http;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Api;

/// <summary>
/// PUT of a job's state and PATCH of its log (kinds of cases: gitlab-runner's network/gitlab_test.go and
/// remote_job_state_response_test.go).
/// </summary>
public sealed class JobCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, null, JobUpdateResult.Ok, false)]
    [InlineData(200, "running", JobUpdateResult.Ok, false)]
    [InlineData(200, "canceling", JobUpdateResult.Ok, true)]
    [InlineData(200, "canceled", JobUpdateResult.Abort, false)]
    [InlineData(202, "failed", JobUpdateResult.Abort, false)]
    [InlineData(202, null, JobUpdateResult.Accepted, false)]
    [InlineData(400, null, JobUpdateResult.Rejected, false)]
    [InlineData(403, null, JobUpdateResult.Abort, false)]
    [InlineData(404, null, JobUpdateResult.Abort, false)]
    [InlineData(409, null, JobUpdateResult.Conflict, false)]
    [InlineData(412, null, JobUpdateResult.TraceMismatch, false)]
    [InlineData(412, "canceled", JobUpdateResult.Abort, false)]
    [InlineData(429, null, JobUpdateResult.Unavailable, false)]
    [InlineData(500, "canceling", JobUpdateResult.Unavailable, true)]
    public async Task UpdateJobAsync_Answer_IsDecidedInOrder(int status, string? jobStatus, JobUpdateResult expected, bool cancel)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(Answer(status, jobStatus));

        var outcome = await fixture.Api.UpdateJobAsync(fixture.Job, new JobUpdate(JobState.Running), Token);

        Assert.Equal((expected, cancel), (outcome.Result, outcome.CancelRequested));
        Assert.Equal(TimeSpan.FromSeconds(11), outcome.UpdateInterval);
    }

    [Theory]
    [InlineData(200, "failed", JobUpdateResult.Ok)]
    [InlineData(202, "failed", JobUpdateResult.Abort)]
    [InlineData(403, "failed", JobUpdateResult.Abort)]
    public async Task UpdateJobAsync_FinalStateThatWasTaken_IsOkThoughTheJobIsFailedFromThenOn(
        int status, string jobStatus, JobUpdateResult expected)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(Answer(status, jobStatus));

        var outcome = await fixture.Api.UpdateJobAsync(
            fixture.Job, new JobUpdate(JobState.Failed, FailureReason.RunnerSystemFailure), Token);

        Assert.Equal(expected, outcome.Result);
    }

    [Fact]
    public async Task UpdateJobAsync_Pending_SendsStateOnly()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(200);

        await fixture.Api.UpdateJobAsync(fixture.Job, new JobUpdate(JobState.Pending), Token);

        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal("PUT /api/v4/jobs/42", $"{request.Method} {request.Target}");
        Assert.Equal("glcbt-jobtoken", request.Header("JOB-TOKEN"));
        Assert.Equal("glcbt-jobtoken", request.Json.GetProperty("token").GetString());
        Assert.Equal("pending", request.Json.GetProperty("state").GetString());
        Assert.Equal(["info", "token", "state"], request.Json.EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task UpdateJobAsync_Failed_SendsReasonChecksumAndExitCode()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(200);
        var update = new JobUpdate(
            JobState.Failed, FailureReason.RunnerInterrupted, 3, new TraceChecksum(0xABC, 1234), ["runner_interrupted"]);

        await fixture.Api.UpdateJobAsync(fixture.Job, update, Token);

        var body = Assert.Single(fixture.Server.Heard).Json;
        Assert.Equal("runner_interrupted", body.GetProperty("failure_reason").GetString());
        Assert.Equal(3, body.GetProperty("exit_code").GetInt32());
        Assert.Equal("crc32:00000abc", body.GetProperty("checksum").GetString());
        Assert.Equal("crc32:00000abc", body.GetProperty("output").GetProperty("checksum").GetString());
        Assert.Equal(1234, body.GetProperty("output").GetProperty("bytesize").GetInt64());
    }

    [Theory]
    [InlineData(202, null, TracePatchResult.Ok, false)]
    [InlineData(202, "canceling", TracePatchResult.Ok, true)]
    [InlineData(202, "canceled", TracePatchResult.Abort, false)]
    [InlineData(202, "failed", TracePatchResult.Abort, false)]
    [InlineData(403, null, TracePatchResult.Abort, false)]
    [InlineData(404, null, TracePatchResult.NotFound, false)]
    [InlineData(416, null, TracePatchResult.RangeMismatch, false)]
    [InlineData(400, null, TracePatchResult.Unavailable, false)]
    [InlineData(503, null, TracePatchResult.Unavailable, false)]
    public async Task PatchTraceAsync_Answer_IsDecidedInOrder(int status, string? jobStatus, TracePatchResult expected, bool cancel)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(Answer(status, jobStatus));

        var outcome = await fixture.Api.PatchTraceAsync(fixture.Job, "log"u8.ToArray(), 5, false, Token);

        Assert.Equal((expected, cancel), (outcome.Result, outcome.CancelRequested));
        Assert.Equal(987, outcome.ServerSize);
        Assert.Equal(TimeSpan.FromSeconds(11), outcome.UpdateInterval);
    }

    [Theory]
    [InlineData(false, "/api/v4/jobs/42/trace?debug_trace=false")]
    [InlineData(true, "/api/v4/jobs/42/trace?debug_trace=true")]
    public async Task PatchTraceAsync_Request_CarriesOffsetsWithoutUnit(bool debug, string target)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(202);

        await fixture.Api.PatchTraceAsync(fixture.Job, "log"u8.ToArray(), 5, debug, Token);

        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal($"PATCH {target}", $"{request.Method} {request.Target}");
        Assert.Equal(("5-7", "text/plain", "glcbt-jobtoken", "log"),
            (request.Header("Content-Range"), request.Header("Content-Type"), request.Header("JOB-TOKEN"), request.Text));
    }

    private static Func<HttpContext, HeardRequest, Task> Answer(int status, string? jobStatus) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers["X-GitLab-Trace-Update-Interval"] = "11";
        context.Response.Headers["Range"] = "0-987";
        if (jobStatus is not null)
        {
            context.Response.Headers["Job-Status"] = jobStatus;
        }

        return Task.CompletedTask;
    };
}
