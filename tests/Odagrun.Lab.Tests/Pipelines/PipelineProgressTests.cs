using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Pipelines;

public sealed class PipelineProgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FailedStage_SkipsWhatFollows_AndRunsOnFailureAndAlways()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two, three]
            first: { stage: one, script: [x] }
            next: { stage: two, script: [x] }
            rescue: { stage: two, when: on_failure, script: [x] }
            report: { stage: three, when: always, script: [x] }
            """);
        Assert.Equal("first", await EndNextAsync(fixture, "failed"));
        Assert.Equal("rescue", await EndNextAsync(fixture, "success"));
        Assert.Equal("report", await EndNextAsync(fixture, "success"));
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal(JobStatus.Failed, done.Status);
        Assert.Equal(JobStatus.Skipped, done.Job("next").Status);
    }

    [Fact]
    public async Task Needs_StartAJobBeforeItsStage()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            slow: { stage: one, script: [x] }
            quick: { stage: one, script: [x] }
            early: { stage: two, needs: [quick], script: [x] }
            late: { stage: two, script: [x] }
            """);
        var slow = await fixture.Runner.TakeAsync();
        Assert.Equal("slow", slow.Name);
        Assert.Equal("quick", await EndNextAsync(fixture, "success"));
        Assert.Equal("early", await EndNextAsync(fixture, "success"));
        Assert.Equal(JobStatus.Created, fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Job("late").Status);
        await slow.StartAsync();
        await slow.FinishAsync();
        Assert.Equal("late", await EndNextAsync(fixture, "success"));
        Assert.Equal(JobStatus.Success, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task FailedNeed_SkipsTheJobsThatNeedIt()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two, three]
            a: { stage: one, script: [x] }
            b: { stage: two, needs: [a], script: [x] }
            c: { stage: three, needs: [b], script: [x] }
            """);
        await EndNextAsync(fixture, "failed");
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal((JobStatus.Skipped, JobStatus.Skipped), (done.Job("b").Status, done.Job("c").Status));
    }

    [Theory]
    [InlineData(42, JobStatus.Success)]
    [InlineData(1, JobStatus.Failed)]
    public async Task AllowFailure_ByExitCode_DecidesThePipeline(int exitCode, JobStatus expected)
    {
        await using var fixture = await LabFixture.StartAsync(configuration: "job: { script: [x], allow_failure: { exit_codes: [42] } }");
        await EndNextAsync(fixture, "failed", "script_failure", exitCode);
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal(expected, done.Status);
        Assert.Equal(JobStatus.Failed, done.Job("job").Status);
    }

    [Fact]
    public async Task Retry_WhenTheReasonFits_RunsAgainAsOftenAsAllowed()
    {
        await using var fixture = await LabFixture.StartAsync(
            configuration: "job: { script: [x], retry: { max: 1, when: [runner_system_failure] } }");
        await EndNextAsync(fixture, "failed", "runner_system_failure");
        Assert.Equal(JobStatus.Pending, fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Status);
        await EndNextAsync(fixture, "failed", "runner_system_failure");
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal(JobStatus.Failed, done.Status);
        Assert.Single(done.RetriedJobs);
        Assert.Equal(1, done.Job("job").Attempt);
    }

    [Fact]
    public async Task Retry_WhenTheReasonDoesNotFit_DoesNotRunAgain()
    {
        await using var fixture = await LabFixture.StartAsync(
            configuration: "job: { script: [x], retry: { max: 2, when: [runner_system_failure] } }");
        await EndNextAsync(fixture, "failed", "script_failure");
        Assert.Empty((await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).RetriedJobs);
    }

    [Fact]
    public async Task Dotenv_OfAnEarlierJob_BecomesVariables()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            a: { stage: one, script: [x], artifacts: { reports: { dotenv: b.env } } }
            b: { stage: two, script: [x], variables: { VERSION: none, URL: "https://$VERSION" } }
            c: { stage: two, script: [x], dependencies: [] }
            """);
        var first = await fixture.Runner.TakeAsync();
        await first.StartAsync();
        using (var upload = await first.UploadAsync("dotenv", "gzip", Gzip("VERSION=1.2\nQUOTED=\"a b\"\n"), ".env.gz"))
        {
            Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        }

        using (var broken = await first.UploadAsync("dotenv", "gzip", Gzip("no equals sign\n"), ".env.gz"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
        }

        await first.FinishAsync();
        var b = await fixture.Runner.TakeAsync();
        var c = await fixture.Runner.TakeAsync();
        Assert.Equal(("1.2", "a b", "https://1.2"), (b.Variable("VERSION"), b.Variable("QUOTED"), b.Variable("URL")));
        Assert.Null(c.Variable("VERSION"));
    }

    [Fact]
    public async Task BlockingManualJob_HoldsThePipelineUntilPlayed()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            gate: { stage: one, script: [x], rules: [{ when: manual }] }
            after: { stage: two, script: [x] }
            """);
        var waiting = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal(JobStatus.Manual, waiting.Status);
        Assert.True(fixture.Lab.PlayJob(waiting.Job("gate").Id));
        Assert.Equal("gate", await EndNextAsync(fixture, "success"));
        Assert.Equal("after", await EndNextAsync(fixture, "success"));
    }

    [Fact]
    public async Task OptionalManualJob_DoesNotHoldThePipeline()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            gate: { stage: one, script: [x], when: manual }
            after: { stage: two, script: [x] }
            """);
        Assert.Equal("after", await EndNextAsync(fixture, "success"));
        Assert.Equal(JobStatus.Success, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task DelayedJob_StartsWhenItsTimeHasCome()
    {
        var clock = new FakeTimeProvider();
        await using var fixture = await LabFixture.StartAsync(
            new LabOptions { Clock = clock }, "job: { script: [x], when: delayed, start_in: 10 minutes }");
        Assert.Equal(JobStatus.Scheduled, fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Job("job").Status);
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("job", await EndNextAsync(fixture, "success"));
    }

    [Fact]
    public async Task RetryOfAFailedJob_GivesSkippedOnesAnotherChance()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            a: { stage: one, script: [x] }
            b: { stage: two, script: [x] }
            """);
        await EndNextAsync(fixture, "failed");
        var failed = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.True(fixture.Lab.RetryJob(failed.Job("a").Id));
        Assert.Equal("a", await EndNextAsync(fixture, "success"));
        Assert.Equal("b", await EndNextAsync(fixture, "success"));
        Assert.Equal(JobStatus.Success, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task CancelOfAPipeline_EndsEveryJob()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            a: { stage: one, script: [x] }
            b: { stage: one, script: [x] }
            c: { stage: two, script: [x], when: always }
            """);
        await fixture.Runner.TakeAsync();
        Assert.True(fixture.Lab.CancelPipeline(fixture.Pipeline.Id));
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.All(done.Jobs, job => Assert.Equal(JobStatus.Canceled, job.Status));
        Assert.Equal(JobStatus.Canceled, done.Status);
    }

    [Fact]
    public async Task RetryOfAPipeline_RunsItsJobsAgainInOrder()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            stages: [one, two]
            a: { stage: one, script: [x] }
            b: { stage: two, script: [x] }
            """);
        fixture.Lab.CancelPipeline(fixture.Pipeline.Id);
        Assert.True(fixture.Lab.RetryPipeline(fixture.Pipeline.Id));
        Assert.Equal(JobStatus.Created, fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Job("b").Status);
        Assert.Equal("a", await EndNextAsync(fixture, "success"));
        Assert.Equal("b", await EndNextAsync(fixture, "success"));
        Assert.Equal(JobStatus.Success, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task NewerPush_CancelsInterruptibleJobsOfTheOlderOne()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: "job: { script: [x], interruptible: true }");
        var older = await fixture.Lab.CreatePipelineAsync("app", "main", [], "push", Token);
        await fixture.Lab.CreatePipelineAsync("app", "main", [], "push", Token);
        Assert.Equal(JobStatus.Canceled, fixture.Lab.FindPipeline(older.Id)!.Status);
        Assert.Equal(JobStatus.Pending, fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Status);
    }

    private static async Task<string> EndNextAsync(LabFixture fixture, string state, string? reason = null, int? exitCode = null)
    {
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        await job.FinishAsync(state, reason, exitCode);
        return job.Name;
    }

    private static byte[] Gzip(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        using (var writer = new StreamWriter(gzip))
        {
            writer.Write(text);
        }

        return memory.ToArray();
    }
}
