using Microsoft.AspNetCore.Http;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Http;

/// <summary>The retry of every call (kinds of cases: gitlab-runner's network/retry_requester_test.go).</summary>
public sealed class TransportRetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(512)]
    [InlineData(599)]
    public async Task Send_RetriableThenGood_SendsTheSameBodyAgain(int status)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(status, status, status, status, 202);

        var outcome = await fixture.Api.PatchTraceAsync(fixture.Job, "hello"u8.ToArray(), 7, false, Token);

        Assert.Equal(TracePatchResult.Ok, outcome.Result);
        Assert.True(outcome.Retried);
        Assert.Equal(5, fixture.Server.Heard.Count);
        Assert.All(fixture.Server.Heard, request => Assert.Equal(("hello", "7-11"), (request.Text, request.Header("Content-Range"))));
        Assert.Equal(5, fixture.Server.Heard.Select(request => request.Header("X-Request-Id")).Distinct().Count());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    [InlineData(505)]
    [InlineData(511)]
    public async Task Send_OtherStatus_IsNotRetried(int status)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(status);

        await fixture.Api.UpdateJobAsync(fixture.Job, new JobUpdate(JobState.Running), Token);

        Assert.Single(fixture.Server.Heard);
        Assert.Empty(fixture.Time.Waits);
    }

    [Fact]
    public async Task Send_NoHint_WaitsLongerEachTimeWithJitter()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(503);

        await fixture.Api.UpdateJobAsync(fixture.Job, new JobUpdate(JobState.Running), Token);

        var waits = fixture.Time.Waits.Select(wait => wait.TotalMilliseconds).ToArray();
        Assert.Equal(4, waits.Length);
        Assert.All(waits, (wait, index) => Assert.InRange(wait, 50 * Math.Pow(2, index), 100 * Math.Pow(2, index)));
    }

    [Fact]
    public async Task Send_RetryAfter_IsObeyed()
    {
        await using var fixture = await ApiFixture.StartAsync();
        var wait = await WaitAfterAsync(fixture, response => response.Headers.RetryAfter = "17");

        Assert.Equal(TimeSpan.FromSeconds(17), wait);
    }

    [Fact]
    public async Task Send_ResetTime_CountsBeforeRetryAfter()
    {
        await using var fixture = await ApiFixture.StartAsync();
        var wait = await WaitAfterAsync(fixture, response =>
        {
            response.Headers.RetryAfter = "17";
            response.Headers["RateLimit-ResetTime"] = fixture.Time.GetUtcNow().AddSeconds(40).ToString("R");
        });

        Assert.Equal(TimeSpan.FromSeconds(40), wait);
    }

    [Fact]
    public async Task Send_ResetTimeInThePast_FallsBackToRetryAfter()
    {
        await using var fixture = await ApiFixture.StartAsync();
        var wait = await WaitAfterAsync(fixture, response =>
        {
            response.Headers.RetryAfter = "3";
            response.Headers["RateLimit-ResetTime"] = fixture.Time.GetUtcNow().AddSeconds(-40).ToString("R");
        });

        Assert.Equal(TimeSpan.FromSeconds(3), wait);
    }

    [Fact]
    public void For_AskedToWaitForHours_IsFiveMinutes()
    {
        using var response = WithRetryAfter(7200);

        Assert.Equal(TimeSpan.FromMinutes(5), GitLab.Http.RetryDelay.For(response, 1, TimeProvider.System));
    }

    [Fact]
    public async Task Send_CancelledWhileWaiting_EndsAtOnce()
    {
        await using var server = await FakeGitLab.StartAsync(Token);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var clients = Hosting.GitLabClients.Create(time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        server.Answer((context, _) =>
        {
            context.Response.StatusCode = 429;
            context.Response.OnCompleted(() => stop.CancelAsync());
            return Task.CompletedTask;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => clients.Api.UpdateJobAsync(new JobAccess(server.Url, 1, "t"), new JobUpdate(JobState.Running), stop.Token));

        Assert.Single(server.Heard);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsUnavailable()
    {
        await using var server = await FakeGitLab.StartAsync(Token);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var clients = Hosting.GitLabClients.Create(time);
        var held = new TaskCompletionSource();
        server.Answer(async (context, _) =>
        {
            held.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var call = clients.Api.UpdateJobAsync(new JobAccess(server.Url, 1, "t"), new JobUpdate(JobState.Running), Token);
        await held.Task.WaitAsync(Token);
        time.Advance(TimeSpan.FromMinutes(3));

        var outcome = await call;
        Assert.Equal(JobUpdateResult.Unavailable, outcome.Result);
        Assert.Contains("no answer within 120 s", outcome.Message, StringComparison.Ordinal);
    }

    private static HttpResponseMessage WithRetryAfter(int seconds)
    {
        var response = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }

    private static async Task<TimeSpan> WaitAfterAsync(ApiFixture fixture, Action<HttpResponse> hint)
    {
        var first = true;
        fixture.Server.Answer((context, _) =>
        {
            context.Response.StatusCode = first ? 429 : 200;
            if (first)
            {
                hint(context.Response);
            }

            first = false;
            return Task.CompletedTask;
        });
        var outcome = await fixture.Api.UpdateJobAsync(fixture.Job, new JobUpdate(JobState.Running), Token);
        Assert.Equal(JobUpdateResult.Ok, outcome.Result);
        return Assert.Single(fixture.Time.Waits);
    }
}
