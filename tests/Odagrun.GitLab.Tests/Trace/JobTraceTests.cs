using System.Text;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;
using Odagrun.GitLab.Trace;
using Odagrun.Masking;

namespace Odagrun.GitLab.Tests.Trace;

/// <summary>The log's way to a server that keeps offsets (kinds of cases: gitlab-runner's network/trace_test.go).</summary>
public sealed class JobTraceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_First_IsSentWithoutWaiting()
    {
        await using var fixture = await TraceFixture.StartAsync();

        fixture.Trace.Write("hello\n");

        await fixture.UntilAsync(() => fixture.Log == "hello\n");
        Assert.False(File.Exists(fixture.BufferPath));
    }

    [Fact]
    public async Task FinishAsync_Success_ServerHasAllBytesAndTheirChecksum()
    {
        await using var fixture = await TraceFixture.StartAsync(TraceFixture.Plain with { Timestamps = true });

        fixture.Trace.Write("Running with odagrun\n");
        fixture.Trace.Write(TraceStream.JobOutput, "out\n"u8);
        fixture.Trace.Write(TraceStream.JobError, "err"u8);
        var result = await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(JobUpdateResult.Ok, result);
        Assert.Equal(
            "2026-01-02T03:04:05.000000Z 00O Running with odagrun\n2026-01-02T03:04:05.000000Z 01O out\n2026-01-02T03:04:05.000000Z 01E err\n", fixture.Log);
        var body = Assert.Single(fixture.States).Json;
        Assert.Equal("success", body.GetProperty("state").GetString());
        var output = body.GetProperty("output");
        Assert.Equal(fixture.Expected(), (output.GetProperty("checksum").GetString()!, output.GetProperty("bytesize").GetInt64()));
    }

    [Fact]
    public async Task FinishAsync_Failed_SendsMappedReasonAndExitCode()
    {
        await using var fixture = await TraceFixture.StartAsync();

        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Failed, FailureReason.ImagePullFailure, 7, Token));

        var body = Assert.Single(fixture.States).Json;
        Assert.Equal(("failed", "runner_system_failure", 7), (body.GetProperty("state").GetString(),
            body.GetProperty("failure_reason").GetString(), body.GetProperty("exit_code").GetInt32()));
    }

    [Fact]
    public async Task Write_Megabytes_GoesInPartsOfAMebibyte()
    {
        await using var fixture = await TraceFixture.StartAsync();
        var text = string.Concat(Enumerable.Range(0, 350_000).Select(number => $"{number,9}\n"));

        fixture.Trace.Write(TraceStream.JobOutput, Encoding.UTF8.GetBytes(text));
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal(text, fixture.Log);
        Assert.True(fixture.Parts.Count >= 4);
        Assert.All(fixture.Parts, part => Assert.InRange(part.Body.Length, 1, 1 << 20));
    }

    [Fact]
    public async Task Write_Nothing_SendsHeartbeatsAfterHalfAMinute()
    {
        await using var fixture = await TraceFixture.StartAsync();
        var begin = fixture.Time.GetUtcNow();

        await fixture.UntilAsync(() => fixture.States.Count == 1, TimeSpan.FromSeconds(1));

        Assert.True(fixture.Time.GetUtcNow() - begin >= TimeSpan.FromSeconds(30));
        Assert.Equal("running", fixture.States[0].Json.GetProperty("state").GetString());
        Assert.Empty(fixture.Parts);
    }

    [Fact]
    public async Task Write_NothingWhileTheLogIsWatched_SendsHeartbeatsSooner()
    {
        await using var fixture = await TraceFixture.StartAsync();
        fixture.Instead = (context, _) =>
        {
            context.Response.Headers["X-GitLab-Trace-Update-Interval"] = "3";
            return false;
        };
        fixture.Trace.Write("before\n");
        await fixture.UntilAsync(() => fixture.Log == "before\n");
        var begin = fixture.Time.GetUtcNow();

        await fixture.UntilAsync(() => fixture.States.Count == 1, TimeSpan.FromMilliseconds(100));

        Assert.InRange(fixture.Time.GetUtcNow() - begin, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Write_LineWithoutEnd_IsShownAfterASecond()
    {
        await using var fixture = await TraceFixture.StartAsync(TraceFixture.Plain with { Timestamps = true });

        fixture.Trace.Write(TraceStream.JobOutput, "Testing ... "u8);
        await fixture.UntilAsync(
            () => fixture.Log.EndsWith("01O Testing ... \n", StringComparison.Ordinal), TimeSpan.FromMilliseconds(100));
        fixture.Trace.Write(TraceStream.JobOutput, "ok\n"u8);

        await fixture.UntilAsync(() => fixture.Log.EndsWith(" 01O+ok\n", StringComparison.Ordinal), TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Write_ServerHasALogAlready_GoesOnBehindItWithoutChecksum()
    {
        await using var fixture = await TraceFixture.StartAsync(before: "written before\n");

        fixture.Trace.Write("written now\n");
        await fixture.UntilAsync(() => fixture.Log == "written before\nwritten now\n");
        fixture.Trace.Write("and then\n");
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal("written before\nwritten now\nand then\n", fixture.Log);
        Assert.False(Assert.Single(fixture.States).Json.TryGetProperty("output", out _));
    }

    [Fact]
    public async Task Write_ServerLostBytes_SendsThemAgain()
    {
        await using var fixture = await TraceFixture.StartAsync();

        fixture.Trace.Write("first line\n");
        await fixture.UntilAsync(() => fixture.Log == "first line\n");
        fixture.Cut(5);
        fixture.Trace.Write("second line\n");
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal("first line\nsecond line\n", fixture.Log);
        Assert.Equal(
            fixture.Expected().Checksum, Assert.Single(fixture.States).Json.GetProperty("output").GetProperty("checksum").GetString());
    }

    [Fact]
    public async Task Write_AnswerToFirstPartLost_IsNotDoubled()
    {
        await using var fixture = await TraceFixture.StartAsync();
        var lost = 0;
        fixture.AnswerLost = _ => Interlocked.Increment(ref lost) == 1;

        fixture.Trace.Write("only once\n");
        await fixture.UntilAsync(() => fixture.Parts.Count == 2);
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal("only once\n", fixture.Log);
        Assert.Equal(
            fixture.Expected().Checksum, Assert.Single(fixture.States).Json.GetProperty("output").GetProperty("checksum").GetString());
    }

    [Fact]
    public async Task Write_ServerDown_IsSentWhenItIsBack()
    {
        await using var fixture = await TraceFixture.StartAsync();
        var down = true;
        fixture.Instead = (context, _) =>
        {
            context.Response.StatusCode = 503;
            return Volatile.Read(ref down);
        };

        fixture.Trace.Write("kept\n");
        await fixture.UntilAsync(() => fixture.Parts.Count >= 10, TimeSpan.FromSeconds(1));
        Volatile.Write(ref down, false);

        await fixture.UntilAsync(() => fixture.Log == "kept\n", TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    public async Task Answer_Canceling_CancelsScriptsOnly(string method)
    {
        await using var fixture = await TraceFixture.StartAsync();
        fixture.Instead = (context, request) =>
        {
            if (request.Method == method)
            {
                context.Response.Headers["Job-Status"] = "canceling";
            }

            return false;
        };

        fixture.Trace.Write("x\n");
        await fixture.UntilAsync(() => fixture.Trace.Canceling.IsCancellationRequested, TimeSpan.FromSeconds(1));

        Assert.False(fixture.Trace.Aborted.IsCancellationRequested);
        Assert.Equal(
            JobUpdateResult.Ok, await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Failed, FailureReason.JobCanceled, 0, Token)));
    }

    [Theory]
    [InlineData(403, null)]
    [InlineData(202, "canceled")]
    [InlineData(202, "failed")]
    public async Task Answer_Over_AbortsAndSendsNothingMore(int status, string? jobStatus)
    {
        await using var fixture = await TraceFixture.StartAsync();
        fixture.Instead = (context, _) =>
        {
            context.Response.StatusCode = status;
            if (jobStatus is not null)
            {
                context.Response.Headers["Job-Status"] = jobStatus;
            }

            return true;
        };

        fixture.Trace.Write("x\n");
        await fixture.UntilAsync(() => fixture.Trace.Aborted.IsCancellationRequested);
        fixture.Trace.Write("y\n");

        Assert.Equal(JobUpdateResult.Abort,
            await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Failed, FailureReason.JobCanceled, 0, Token)));
        Assert.False(fixture.Trace.Canceling.IsCancellationRequested);
        Assert.Single(fixture.ApiFixture.Server.Heard);
    }

    [Fact]
    public async Task Write_SecretAcrossWrites_NeverReachesTheServer()
    {
        var masker = new SecretMasker();
        masker.Add("hunter2hunter2");
        await using var fixture = await TraceFixture.StartAsync(masker: masker);

        fixture.Trace.Write(TraceStream.JobOutput, "a hunter2"u8);
        fixture.Trace.Write(TraceStream.JobError, "b hunter2"u8);
        fixture.Trace.Write(TraceStream.JobOutput, "hunter2 c\n"u8);
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        Assert.Equal("a b [MASKED] c\nhunter2", fixture.Log);
    }

    [Fact]
    public async Task Write_AfterFinish_IsNotTaken()
    {
        await using var fixture = await TraceFixture.StartAsync();
        await fixture.PumpAsync(fixture.Trace.FinishAsync(JobState.Success, null, 0, Token));

        fixture.Trace.Write("late\n");

        Assert.Equal("", fixture.Log);
    }
}
