using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Trace;

/// <summary>How a job ends when the server does not take it at once.</summary>
public sealed class FinalReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FinishAsync_Accepted_SendsTheSameUntilStored()
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, 202, 202, 202, 200);

        fixture.Trace.Write("log\n");
        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(JobUpdateResult.Ok, result);
        Assert.Equal(4, fixture.States.Count);
        Assert.Single(fixture.States.Select(state => state.Text).Distinct());
        Assert.Equal("log\n", fixture.Log);
    }

    [Fact]
    public async Task FinishAsync_Mismatch_SendsAllOfTheLogAgain()
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, 412, 200);
        fixture.Trace.Write("log\n");
        await fixture.UntilAsync(() => fixture.Log == "log\n");
        var puts = fixture.Instead;
        fixture.Instead = (context, request) =>
        {
            if (request.Method == "PUT")
            {
                fixture.Cut(0); // the server found its copy wrong and dropped it
            }

            return puts(context, request);
        };

        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(JobUpdateResult.Ok, result);
        Assert.Equal(2, fixture.Parts.Count);
        Assert.All(fixture.Parts, part => Assert.Equal("0-3", part.Header("Content-Range")));
        Assert.All(fixture.States, state => Assert.True(state.Json.TryGetProperty("output", out _)));
    }

    [Fact]
    public async Task FinishAsync_MismatchAgain_EndsTheJobWithoutChecksum()
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, 412, 412, 200);

        fixture.Trace.Write("log\n");
        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(JobUpdateResult.Ok, result);
        Assert.Equal([true, true, false], fixture.States.Select(state => state.Json.TryGetProperty("output", out _)));
        Assert.Equal("log\n", fixture.Log);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    public async Task FinishAsync_NotTaken_IsTriedTenTimes(int status)
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, status);
        var begin = fixture.Time.GetUtcNow();

        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(status == 400 ? JobUpdateResult.Rejected : JobUpdateResult.Conflict, result);
        Assert.Equal(10, fixture.States.Count);
        Assert.True(fixture.Time.GetUtcNow() - begin >= TimeSpan.FromSeconds(511)); // 1 + 2 + … + 256
    }

    [Fact]
    public async Task FinishAsync_ServerBackAtTheThirdTry_Ends()
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, [.. Enumerable.Repeat(503, 10), 200]);

        fixture.Trace.Write("log\n");
        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(JobUpdateResult.Ok, result);
        Assert.Equal(11, fixture.States.Count);
    }

    [Fact]
    public async Task FinishAsync_LogNotFound_StillReportsTheState()
    {
        await using var fixture = await TraceFixture.StartAsync();
        fixture.Instead = (context, request) =>
        {
            context.Response.StatusCode = 404;
            return request.Method == "PATCH";
        };

        fixture.Trace.Write("log\n");
        Assert.Equal(JobUpdateResult.Ok, await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token)));
    }

    [Fact]
    public async Task FinishAsync_Forbidden_IsOver()
    {
        await using var fixture = await TraceFixture.StartAsync();
        AnswerPuts(fixture, 403);

        Assert.Equal(JobUpdateResult.Abort, await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token)));
        Assert.Single(fixture.States);
    }

    private static void AnswerPuts(TraceFixture fixture, params int[] statuses)
    {
        var next = -1;
        fixture.Instead = (context, request) =>
        {
            if (request.Method != "PUT")
            {
                return false;
            }

            context.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref next), statuses.Length - 1)];
            return true;
        };
    }
}
