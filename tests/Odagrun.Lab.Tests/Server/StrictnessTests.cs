using System.Net;
using System.Text.Json.Nodes;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Tests.Server;

public sealed class StrictnessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runner_WithAnUnknownToken_IsForbidden()
    {
        await using var fixture = await LabFixture.StartAsync();
        using var stranger = new TestRunner(fixture.Lab, "glrt-wrong");
        using var verify = await stranger.VerifyAsync();
        using var request = await stranger.RequestAsync();
        Assert.Equal(HttpStatusCode.Forbidden, verify.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, request.StatusCode);
    }

    [Fact]
    public async Task Verify_KnownToken_GivesTheRunnersNumber()
    {
        await using var fixture = await LabFixture.StartAsync();
        using var verify = await fixture.Runner.VerifyAsync();
        var body = JsonNode.Parse(await verify.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(1, (int)body["id"]!);
        Assert.StartsWith("glrt-", (string)body["token"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_AtAnotherPlace_IsRefusedWithTheStoredSize()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        await job.WriteAsync("Running with hel");
        using (var lost = await job.PatchAsync("Running with hel", 0))
        {
            Assert.Equal("0-16", lost.Headers.GetValues("Range").Single());
        }

        Assert.Equal(0, fixture.Lab.FindLedger(job.Id)!.RestartedTraces);
        await job.WriteAsync("lo");
        using var gap = await job.PatchAsync("x", 30);
        using var resumed = await job.PatchAsync("Running with hello", 0);
        using var conflict = await job.PatchAsync("Running with other", 0);
        Assert.All([gap, resumed, conflict], response =>
        {
            Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
            Assert.Equal("0-18", response.Headers.GetValues("Range").Single());
        });
        var ledger = fixture.Lab.FindLedger(job.Id)!;
        Assert.Equal((4, 2, 1), (ledger.RefusedTraces, ledger.RestartedTraces, ledger.ConflictingTraces));
        Assert.False(ledger.RanExactlyOnce);
    }

    [Fact]
    public async Task Trace_ToldBeforeTheRunnerWrites_IsNoConflict()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.WriteAsync("Waiting: for room\n");
        await job.WriteAsync("Waiting: for a node\n");
        await job.StartAsync();

        using var first = await job.PatchAsync("Running with me", 0);
        await job.WriteAsync("Running with me");

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, first.StatusCode);
        Assert.True(fixture.Lab.FindLedger(job.Id)! is { RefusedTraces: 1, RestartedTraces: 0, ConflictingTraces: 0 });
    }

    [Fact]
    public async Task Trace_Interval_DependsOnWhoWatches()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using var unwatched = await job.PatchAsync("a", 0);
        Assert.NotNull(fixture.Lab.ReadTrace(job.Id, 0));
        using var watched = await job.PatchAsync("b", 1);
        Assert.Equal("60", unwatched.Headers.GetValues("X-GitLab-Trace-Update-Interval").Single());
        Assert.Equal("3", watched.Headers.GetValues("X-GitLab-Trace-Update-Interval").Single());
    }

    [Fact]
    public async Task Calls_AfterTheEnd_AreForbiddenAndCounted()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        await job.FinishAsync();
        using var again = await job.PutAsync("success", job.Final());
        using var trace = await job.PatchAsync("late", 0);
        using var upload = await job.UploadAsync("archive", "zip", [1]);
        Assert.All([again, trace, upload], response => Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode));
        Assert.Equal("success", again.Headers.GetValues("Job-Status").Single());
        var ledger = fixture.Lab.FindLedger(job.Id)!;
        Assert.Single(ledger.Finals);
        Assert.Single(ledger.DuplicateFinals);
        Assert.Equal(3, ledger.CallsAfterEnd);
    }

    [Fact]
    public async Task Final_WithAnUnknownReason_IsRefused()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using var response = await job.PutAsync("failed", job.Final("image_pull_failure"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Final_WithAWrongChecksum_IsRecordedAndOnDemandRefused()
    {
        await using var fixture = await LabFixture.StartAsync(new LabOptions { RejectWrongChecksum = true });
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        await job.WriteAsync("hello");
        var wrong = new JsonObject { ["output"] = new JsonObject { ["checksum"] = "crc32:00000000", ["bytesize"] = 5 } };
        using (var refused = await job.PutAsync("success", wrong))
        {
            Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        }

        using (var resent = await job.PatchAsync("hello", 0))
        {
            Assert.Equal(HttpStatusCode.Accepted, resent.StatusCode);
        }

        await job.FinishAsync();
        Assert.Equal(1, fixture.Lab.FindLedger(job.Id)!.ChecksumMismatches);
        Assert.Equal("hello", fixture.Lab.Trace(job.Id));
    }

    [Fact]
    public async Task Cancel_OfARunningJob_IsGracefulWhenTheRunnerCan()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        fixture.Lab.CancelJob(job.Id);
        using var patch = await job.PatchAsync("after_script", 0);
        Assert.Equal(HttpStatusCode.Accepted, patch.StatusCode);
        Assert.Equal("canceling", patch.Headers.GetValues("Job-Status").Single());
        using var final = await job.PutAsync("failed", new JsonObject { ["failure_reason"] = "unknown_failure" });
        Assert.Equal(HttpStatusCode.OK, final.StatusCode);
        Assert.Equal(JobStatus.Canceled, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task Cancel_OfARunningJob_IsAtOnceOtherwise()
    {
        await using var fixture = await LabFixture.StartAsync();
        fixture.Runner.Features = [];
        var job = await fixture.Runner.TakeAsync();
        fixture.Lab.CancelJob(job.Id);
        using var patch = await job.PatchAsync("x", 0);
        Assert.Equal(HttpStatusCode.Forbidden, patch.StatusCode);
        Assert.Equal("canceled", patch.Headers.GetValues("Job-Status").Single());
    }

    [Theory]
    [InlineData("junk", "zip", HttpStatusCode.BadRequest)]
    [InlineData("archive", "gzip", HttpStatusCode.BadRequest)]
    [InlineData("junit", "raw", HttpStatusCode.BadRequest)]
    [InlineData("sast", "raw", HttpStatusCode.Created)]
    public async Task Upload_TypeAndFormat_HaveToFit(string type, string format, HttpStatusCode expected)
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using var response = await job.UploadAsync(type, format, [1, 2]);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Upload_TooLargeTwiceOrForeign_IsRefused()
    {
        await using var fixture = await LabFixture.StartAsync(new LabOptions { MaxArtifactBytes = 4 });
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using var large = await job.UploadAsync("archive", "zip", [1, 2, 3, 4, 5]);
        using var first = await job.UploadAsync("archive", "zip", [1]);
        using var same = await job.UploadAsync("archive", "zip", [1]);
        using var other = await job.UploadAsync("archive", "zip", [2]);
        using var foreign = await job.UploadAsync("archive", "zip", [1], token: "glcbt-64_wrong");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, same.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    [Fact]
    public async Task Request_OfAJobThatNeedsMore_DropsIt()
    {
        await using var fixture = await LabFixture.StartAsync(
            configuration: "job: { script: [x], artifacts: { reports: { junit: a.xml } } }");
        fixture.Runner.Features = [];
        using var response = await fixture.Runner.RequestAsync();
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("runner_unsupported", fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Job("job").FailureReason);
    }

    [Fact]
    public async Task Request_WithTheLastUpdate_IsHeldUntilThereIsAJob()
    {
        await using var fixture = await LabFixture.StartAsync();
        await fixture.Runner.TakeAsync();
        using (var empty = await fixture.Runner.RequestAsync())
        {
            fixture.Runner.LastUpdate = empty.Headers.GetValues("X-GitLab-Last-Update").Single();
        }

        var held = fixture.Runner.RequestAsync();
        await fixture.Lab.CreatePipelineAsync("app", "main", Token);
        using var response = await held;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task ProtectedRunner_TakesJobsOfProtectedRefsOnly()
    {
        await using var fixture = await LabFixture.StartAsync();
        fixture.Lab.CancelPipeline(fixture.Pipeline.Id);
        await fixture.Lab.CommitAsync("app", new Dictionary<string, string?> { ["a"] = "b" }, "c", "other", Token);
        using var runner = new TestRunner(fixture.Lab, fixture.Lab.CreateRunner(new LabRunnerOptions { ProtectedOnly = true }).Token);
        await fixture.Lab.CommitAsync(
            "app", new Dictionary<string, string?> { [".gitlab-ci.yml"] = LabFixture.OneJob }, "c", "other", Token);
        await fixture.Lab.CreatePipelineAsync("app", "other", Token);
        using (var none = await runner.RequestAsync())
        {
            Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        }

        fixture.Lab.ProtectRef("app", "other");
        await fixture.Lab.CreatePipelineAsync("app", "other", Token);
        await runner.TakeAsync();
    }

    [Fact]
    public async Task ManyRequestsAtOnce_GetEachJobOnce()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: "job: { script: [x], parallel: 40 }");
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => fixture.Runner.TakeAsync()));
        Assert.Equal(40, taken.Select(job => job.Id).Distinct().Count());
        await Task.WhenAll(taken.Select(async job =>
        {
            await job.StartAsync();
            await job.WriteAsync(job.Name);
            await job.FinishAsync();
        }));
        var done = await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token);
        Assert.Equal(JobStatus.Success, done.Status);
        Assert.All(done.Jobs, job => Assert.True(fixture.Lab.FindLedger(job.Id)!.RanExactlyOnce));
        Assert.All(done.Jobs, job => Assert.Equal(job.Name, fixture.Lab.Trace(job.Id)));
    }

    [Fact]
    public async Task Tags_DecideWhoGetsAJob()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: "job: { script: [x], tags: [gpu] }");
        using (var none = await fixture.Runner.RequestAsync())
        {
            Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        }

        Assert.Contains("gpu", fixture.Lab.FindPipeline(fixture.Pipeline.Id)!.Job("job").Stuck, StringComparison.Ordinal);
        using var fitting = new TestRunner(fixture.Lab, fixture.Lab.CreateRunner(new LabRunnerOptions { Tags = ["gpu", "big"] }).Token);
        await fitting.TakeAsync();
    }
}
