using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Api;

/// <summary>
/// verify and jobs/request as the server hears and answers them (kinds of cases: gitlab-runner's network/gitlab_test.go).
/// </summary>
public sealed class RunnerCallsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "/api/v4/runners/verify")]
    [InlineData("/", "/api/v4/runners/verify")]
    [InlineData("/ci", "/api/v4/runners/verify")]
    [InlineData("/ci/", "/api/v4/runners/verify")]
    [InlineData("/gitlab", "/gitlab/api/v4/runners/verify")]
    [InlineData("/gitlab/", "/gitlab/api/v4/runners/verify")]
    [InlineData("/gitlab/ci/", "/gitlab/api/v4/runners/verify")]
    public async Task VerifyAsync_Address_IsBelowTheInstance(string path, string expected)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(200, """{"id": 7}""");

        await fixture.Api.VerifyAsync(
            fixture.Runner with { GitLabUrl = new Uri(fixture.Server.Url.ToString().TrimEnd('/') + path) }, Token);

        Assert.Equal(expected, Assert.Single(fixture.Server.Heard).Target);
    }

    [Fact]
    public async Task VerifyAsync_Request_CarriesIdentityTwiceAndAllFeatures()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(
            200, """{"id": 7, "token": "glrt-runnertoken", "token_expires_at": "2027-01-01T00:00:00.000Z", "new": 1}""");

        var outcome = await fixture.Api.VerifyAsync(fixture.Runner, Token);

        Assert.Equal(new VerifyOutcome(VerifyResult.Valid, 7, new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), null), outcome);
        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal("POST", request.Method);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.Equal("glrt-runnertoken", request.Header("RUNNER-TOKEN"));
        Assert.Matches("^[0-9a-f]{32}$", request.Header("X-Request-Id"));
        Assert.Matches("^odagrun [^ ]+ \\(.+; dotnet.+; linux/(amd64|arm64)\\)$", request.Header("User-Agent"));
        Assert.Equal("glrt-runnertoken", request.Json.GetProperty("token").GetString());
        Assert.Equal("s_0123456789ab", request.Json.GetProperty("system_id").GetString());
        var info = request.Json.GetProperty("info");
        Assert.Equal(["odagrun", "linux", "kubernetes", "bash"],
            new[] { "name", "platform", "executor", "shell" }.Select(name => info.GetProperty(name).GetString()!));
    }

    [Fact]
    public async Task VerifyAsync_Features_AreAllSentWithWhatThisProjectDoes()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(200, "{}");

        await fixture.Api.VerifyAsync(fixture.Runner, Token);

        var features = Assert.Single(fixture.Server.Heard).Json.GetProperty("info").GetProperty("features").EnumerateObject().ToList();
        Assert.Equal(31, features.Count);
        string[] on =
        [
            "artifacts", "artifacts_exclude", "cache", "cancel_gracefully", "cancelable", "fallback_cache_keys", "image", "masking",
            "multi_build_steps",
            "raw_variables", "refspecs", "return_exit_code", "trace_checksum", "trace_reset", "trace_size", "two_phase_job_commit",
            "upload_multiple_artifacts",
            "upload_raw_artifacts", "variables",
        ];
        Assert.Equal(
            on, features.Where(feature => feature.Value.GetBoolean()).Select(feature => feature.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(403, VerifyResult.InvalidToken)]
    [InlineData(422, VerifyResult.Orphaned)]
    [InlineData(404, VerifyResult.Unavailable)]
    [InlineData(503, VerifyResult.Unavailable)]
    public async Task VerifyAsync_Refused_SaysWhy(int status, VerifyResult expected)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(status, """{"message": {"token": ["is wrong", "is old"]}}""");

        var outcome = await fixture.Api.VerifyAsync(fixture.Runner, Token);

        Assert.Equal(expected, outcome.Result);
        Assert.Contains($"/api/v4/runners/verify answered {status}", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("token: is wrong, is old", outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("runnertoken", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VerifyAsync_OldServersPlainText_IsValid()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(
            (context, _) => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "200", Token));

        Assert.Equal(VerifyResult.Valid, (await fixture.Api.VerifyAsync(fixture.Runner, Token)).Result);
    }

    [Fact]
    public async Task VerifyAsync_NobodyListens_IsUnavailableAtOnce()
    {
        await using var fixture = await ApiFixture.StartAsync();
        var nobody = fixture.Runner with { GitLabUrl = new Uri($"http://127.0.0.1:{Stack.FreePort.Next()}") };

        var outcome = await fixture.Api.VerifyAsync(nobody, Token);

        Assert.Equal(VerifyResult.Unavailable, outcome.Result);
        Assert.Contains("failed", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Time.Waits);
    }

    [Fact]
    public async Task RequestJobAsync_Job_GivesPayloadAndItsBytes()
    {
        await using var fixture = await ApiFixture.StartAsync();
        const string json = """{"id": 42, "token": "t", "job_info": {"name": "build"}}""";
        fixture.Server.AnswerJson(201, json, ("X-GitLab-Last-Update", "abc"));

        var outcome = await fixture.Api.RequestJobAsync(fixture.Runner, "old", Token);

        Assert.Equal(JobRequestResult.Job, outcome.Result);
        Assert.Equal("build", outcome.Job!.JobInfo!.Name);
        Assert.Equal(json, System.Text.Encoding.UTF8.GetString(outcome.Raw.Span));
        Assert.Equal("abc", outcome.LastUpdate);
        Assert.False(outcome.Throttled);
        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal("POST /api/v4/jobs/request", $"{request.Method} {request.Target}");
        Assert.Equal("old", request.Json.GetProperty("last_update").GetString());
        Assert.Equal("glrt-runnertoken", request.Header("RUNNER-TOKEN"));
        Assert.True(request.Json.GetProperty("info").GetProperty("features").GetProperty("cancel_gracefully").GetBoolean());
    }

    [Theory]
    [InlineData("fresh", "fresh")]
    [InlineData("", "known")]
    public async Task RequestJobAsync_Nothing_KeepsLastUpdate(string header, string expected)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(204, "", ("X-GitLab-Last-Update", header));

        var outcome = await fixture.Api.RequestJobAsync(fixture.Runner, "known", Token);

        Assert.Equal((JobRequestResult.Empty, expected), (outcome.Result, outcome.LastUpdate));
    }

    [Fact]
    public async Task RequestJobAsync_First_SendsNoLastUpdate()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(204);

        await fixture.Api.RequestJobAsync(fixture.Runner, null, Token);

        Assert.False(Assert.Single(fixture.Server.Heard).Json.TryGetProperty("last_update", out _));
    }

    [Theory]
    [InlineData(403, JobRequestResult.InvalidToken, false, 1)]
    [InlineData(409, JobRequestResult.Conflict, false, 1)]
    [InlineData(422, JobRequestResult.Orphaned, false, 1)]
    [InlineData(501, JobRequestResult.Unavailable, false, 1)]
    [InlineData(429, JobRequestResult.Unavailable, true, 5)]
    [InlineData(500, JobRequestResult.Unavailable, true, 5)]
    [InlineData(503, JobRequestResult.Unavailable, true, 5)]
    [InlineData(520, JobRequestResult.Unavailable, true, 5)]
    public async Task RequestJobAsync_Refused_IsAnOutcome(int status, JobRequestResult expected, bool throttled, int attempts)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(status);

        var outcome = await fixture.Api.RequestJobAsync(fixture.Runner, null, Token);

        Assert.Equal((expected, throttled), (outcome.Result, outcome.Throttled));
        Assert.Null(outcome.Job);
        Assert.Equal(attempts, fixture.Server.Heard.Count);
    }

    [Theory]
    [InlineData("""{"id": 42, "token": "t", "steps": "oops"}""", 42, "t", "'$.steps': its value is not of the kind")]
    [InlineData("""{"token": "t", "git_info": {"depth": {}}, "id": 42}""", 42, "t", "'$.git_info.depth'")]
    [InlineData("""{"id": 42, "token": "t", "variables": [{"key": """, 42, "t", "no JSON, or was cut off")]
    [InlineData("""{"id": 42, "job_info": {"id": 1, "token": "inner"}, "steps": 1}""", 42, null, "'$.steps'")]
    [InlineData("""{"id": 42}""", 42, null, "the payload of job 42 has no token")]
    public async Task RequestJobAsync_Malformed_SavesWhatCanBeRead(string json, long id, string? jobToken, string problem)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(201, json);

        var outcome = await fixture.Api.RequestJobAsync(fixture.Runner, null, Token);

        Assert.Equal(JobRequestResult.Malformed, outcome.Result);
        Assert.Equal((id, jobToken), (outcome.Job!.Id, outcome.Job.Token));
        Assert.Contains(problem, outcome.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Odagrun.", outcome.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task RequestJobAsync_NoPayloadAtAll_IsMalformedWithoutJob(string body)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(201, body);

        var outcome = await fixture.Api.RequestJobAsync(fixture.Runner, null, Token);

        Assert.Equal(JobRequestResult.Malformed, outcome.Result);
        Assert.Null(outcome.Job);
    }

    [Fact]
    public async Task RequestJobAsync_HeldByServer_CanBeCancelled()
    {
        await using var fixture = await ApiFixture.StartAsync();
        var held = new TaskCompletionSource();
        fixture.Server.Answer(async (context, _) =>
        {
            held.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var request = fixture.Api.RequestJobAsync(fixture.Runner, "known", stop.Token);
        await held.Task.WaitAsync(Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Fact]
    public async Task ResetToken_Granted_GivesTheNewOne()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(201, """{"token":"glrt-new","token_expires_at":"2030-01-02T03:04:05Z"}""");

        var outcome = await fixture.Api.ResetTokenAsync(fixture.Runner, TestContext.Current.CancellationToken);

        Assert.Equal(("glrt-new", new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero)), (outcome.Token, outcome.ExpiresAt));
        Assert.DoesNotContain("glrt-new", outcome.ToString(), StringComparison.Ordinal);
        Assert.Equal("/api/v4/runners/reset_authentication_token", Assert.Single(fixture.Server.Heard).Target);
    }

    [Fact]
    public async Task ResetToken_Refused_SaysWhy()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(403, """{"message":"403 Forbidden"}""");

        var outcome = await fixture.Api.ResetTokenAsync(fixture.Runner, TestContext.Current.CancellationToken);

        Assert.Null(outcome.Token);
        Assert.Contains("403 Forbidden", outcome.Message, StringComparison.Ordinal);
    }
}
