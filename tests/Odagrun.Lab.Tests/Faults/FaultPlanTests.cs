using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Faults;

public sealed class FaultPlanTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Status_OnAnEndpoint_IsAnsweredAsOftenAsPlanned(int status)
    {
        await using var fixture = await LabFixture.StartAsync();
        fixture.Lab.Faults.Add(new LabFault { Endpoint = "jobs_request", Status = status, Times = 2, RetryAfter = 7 });
        for (var i = 0; i < 2; i++)
        {
            using var refused = await fixture.Runner.RequestAsync();
            Assert.Equal(status, (int)refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter?.Delta);
        }

        await fixture.Runner.TakeAsync();
        Assert.Equal([status, status, 201],
            fixture.Lab.Transcript.Where(request => request.Endpoint == "jobs_request").Select(request => request.Status));
    }

    [Fact]
    public async Task RateLimit_NamesTheTimeOfItsEnd()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var fixture = await LabFixture.StartAsync(new LabOptions { Clock = clock });
        fixture.Lab.Faults.Add(new LabFault { Endpoint = "verify", Status = 429, RateLimitReset = 55 });
        using var refused = await fixture.Runner.VerifyAsync();
        Assert.Equal("Fri, 02 Jan 2026 03:05:00 GMT", refused.Headers.GetValues("RateLimit-ResetTime").Single());
    }

    [Fact]
    public async Task LostAnswer_CarriesTheRequestOut()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        fixture.Lab.Faults.Add(new LabFault { Endpoint = "job_update", State = "running", LoseAnswer = true, Cut = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => job.PutAsync("running"));
        Assert.Equal(JobStatus.Running, fixture.Lab.FindJob(job.Id)!.Status);
        await job.StartAsync();
        Assert.Equal(1, fixture.Lab.FindLedger(job.Id)!.Starts);
    }

    [Fact]
    public async Task ReplacedAnswer_OfATraceThatWasStored_IsSeenByTheNextOne()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        fixture.Lab.Faults.Add(new LabFault { Endpoint = "trace", LoseAnswer = true, Status = 500 });
        using var failed = await job.PatchAsync("hello", 0);
        using var again = await job.PatchAsync("hello", 0);
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("0-5", again.Headers.GetValues("Range").Single());
        Assert.Equal(0, fixture.Lab.FindLedger(job.Id)!.ConflictingTraces);
    }

    [Fact]
    public async Task Accepted_OnAFinalState_SaysHowLongToWait()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        await job.StartAsync();
        fixture.Lab.Faults.Add(new LabFault { Endpoint = "job_update", State = "success", JobName = "job", Status = 202 });
        using (var accepted = await job.PutAsync("success", job.Final()))
        {
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
            Assert.Equal("running", accepted.Headers.GetValues("Job-Status").Single());
            Assert.True(accepted.Headers.Contains("X-GitLab-Trace-Update-Interval"));
        }

        await job.FinishAsync();
        Assert.Single(fixture.Lab.FindLedger(job.Id)!.Finals);
    }

    [Fact]
    public async Task Fault_OverHttp_StrikesOtherJobsNot()
    {
        await using var fixture = await LabFixture.StartAsync();
        var job = await fixture.Runner.TakeAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Lab.Url) };
        using (var added = await http.PostAsJsonAsync(
            "/lab/faults", new { endpoint = "job_update", jobId = job.Id + 1, status = 500 }, Token))
        {
            Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        }

        await job.StartAsync();
        Assert.Equal(1, fixture.Lab.Faults.Pending);
        using var cleared = await http.DeleteAsync("/lab/faults", Token);
        Assert.Equal(0, fixture.Lab.Faults.Pending);
    }
}
