using System.Net;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Tests.Server;

public sealed class TwoPhaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string[] WithoutTwoPhase => [.. TestRunner.AllFeatures.Where(feature => feature != "two_phase_job_commit")];

    [Fact]
    public async Task Acknowledgement_KeptThenMissed_FailsTheRunAndQueuesAnother()
    {
        var clock = new FakeTimeProvider();
        await using var fixture = await LabFixture.StartAsync(new LabOptions { Clock = clock });
        var job = await fixture.Runner.TakeAsync();

        clock.Advance(TimeSpan.FromSeconds(100));
        using (var kept = await job.PutAsync("pending"))
        {
            Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
            Assert.Equal("pending", kept.Headers.GetValues("Job-Status").Single());
        }

        clock.Advance(TimeSpan.FromSeconds(119));
        Assert.True(fixture.Lab.FindJob(job.Id)!.IsPreparing);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("runner_provisioning_timeout", fixture.Lab.FindJob(job.Id)!.FailureReason);
        Assert.Equal(1, fixture.Lab.FindLedger(job.Id)!.AcknowledgementsLost);
        var again = await fixture.Runner.TakeAsync();
        Assert.NotEqual(job.Id, again.Id);
        using var late = await job.PutAsync("running");
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        Assert.Equal("failed", late.Headers.GetValues("Job-Status").Single());
    }

    [Fact]
    public async Task Acknowledgement_MissedTooOften_FailsThePipeline()
    {
        var clock = new FakeTimeProvider();
        await using var fixture = await LabFixture.StartAsync(new LabOptions { Clock = clock, AcknowledgementRetries = 1 });
        for (var i = 0; i < 2; i++)
        {
            await fixture.Runner.TakeAsync();
            clock.Advance(TimeSpan.FromMinutes(3));
        }

        Assert.Equal(JobStatus.Failed, (await fixture.Lab.WaitForPipelineAsync(fixture.Pipeline.Id, Token)).Status);
    }

    [Fact]
    public async Task Pending_OnceRunning_IsAConflict()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        using var response = await job.PutAsync("pending");
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
    }

    [Theory]
    [InlineData("success")]
    [InlineData("failed")]
    [InlineData("canceled")]
    public async Task OtherState_BeforeTheAcknowledgement_IsRefused(string state)
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        using var response = await job.PutAsync(state);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(fixture.Lab.FindJob(job.Id)!.IsPreparing);
    }

    [Fact]
    public async Task Trace_BeforeTheAcknowledgement_IsTakenAndStaysWithTheJob()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();

        await job.WriteAsync("Waiting for room\n");

        Assert.True(fixture.Lab.FindJob(job.Id)!.IsPreparing);
        await job.StartAsync();
        await job.WriteAsync("Running\n");
        await job.FinishAsync();
        Assert.Equal("Waiting for room\nRunning\n", fixture.Lab.Trace(job.Id));
        Assert.True(fixture.Lab.FindLedger(job.Id)!.RanExactlyOnce);
    }

    [Fact]
    public async Task Trace_OnceTheAcknowledgementWasMissed_IsForbidden()
    {
        var clock = new FakeTimeProvider();
        await using var fixture = await LabFixture.StartAsync(new LabOptions { Clock = clock });
        var job = await fixture.Runner.TakeAsync();
        clock.Advance(TimeSpan.FromMinutes(3));

        using var late = await job.PatchAsync("x", 0);

        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
    }

    [Fact]
    public async Task OldServer_RunsTheJobAtOnceAndKnowsNoPending()
    {
        await using var fixture = await LabFixture.StartAsync(new LabOptions { TwoPhaseCommit = false });
        var job = await fixture.Runner.TakeAsync();
        Assert.Equal(JobStatus.Running, fixture.Lab.FindJob(job.Id)!.Status);
        using var response = await job.PutAsync("pending");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Runner_WithoutTheFeature_GetsTheJobRunning()
    {
        await using var fixture = await LabFixture.StartAsync();
        fixture.Runner.Features = WithoutTwoPhase;
        var job = await fixture.Runner.TakeAsync();
        Assert.Equal(JobStatus.Running, fixture.Lab.FindJob(job.Id)!.Status);
    }

    [Fact]
    public async Task Cancel_BeforeTheAcknowledgement_EndsTheJobAtOnce()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        Assert.True(fixture.Lab.CancelJob(job.Id));
        using var response = await job.PutAsync("pending");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("canceled", response.Headers.GetValues("Job-Status").Single());
    }
}
