using Odagrun.GitLab.Api;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Tests.Starting;

public sealed class StartJobTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task NoRoom_ForThePod_WaitsWithGrowingDelaysAndThenStarts()
    {
        await PrepareAsync();
        _rig.Pods.OnStart = _ => new PodStartOutcome(PodStartResult.NoRoom, Message: "all 4 places are taken");

        var delays = new List<TimeSpan>();
        for (var wait = 0; wait < 6; wait++)
        {
            await _rig.StepAsync(QueueNames.Start, Cancellation);
            var record = (await _rig.RecordAsync(Cancellation))!;
            Assert.Equal(JobStage.Prepared, record.Stage);
            delays.Add(record.Due - _rig.Clock.GetUtcNow());
            _rig.Clock.Advance(delays[^1]);
        }

        Assert.Equal([1, 2, 4, 8, 16, 30], delays.Select(delay => (int)delay.TotalSeconds));
        _rig.Pods.OnStart = _ => null;
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Equal(JobStage.Started, (await _rig.RecordAsync(Cancellation))!.Stage);
    }

    [Fact]
    public async Task NoRoom_ForLong_IsSaidInTheJobsLog()
    {
        var job = await PrepareAsync();
        _rig.Pods.OnStart = _ => new PodStartOutcome(PodStartResult.NoRoom, Message: "the quota allows 4 pods, and 4 are there");
        for (var wait = 0; wait < 6; wait++)
        {
            await _rig.StepAsync(QueueNames.Start, Cancellation);
            _rig.Clock.Advance((await _rig.RecordAsync(Cancellation))!.Due - _rig.Clock.GetUtcNow());
        }

        Assert.Equal("\u001b[0;33mWaiting: the quota allows 4 pods, and 4 are there\u001b[0;m\n", job.Log);
        Assert.Equal("pending", job.State);
    }

    [Theory]
    [InlineData(PodFailure.ImageNotFound, FailureReason.RunnerConfigurationError)]
    [InlineData(PodFailure.ImageDenied, FailureReason.RunnerConfigurationError)]
    [InlineData(PodFailure.ImageInvalid, FailureReason.RunnerConfigurationError)]
    [InlineData(PodFailure.StartError, FailureReason.RunnerSystemFailure)]
    [InlineData(PodFailure.DiskFull, FailureReason.RunnerSystemFailure)]
    public async Task Failure_ToStart_IsToldToGitLab(PodFailure failure, FailureReason reason)
    {
        var job = await PrepareAsync();
        _rig.Pods.OnStart = _ => new PodStartOutcome(PodStartResult.Failed, failure, "layer 3 holds a device node");

        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.Equal(reason, Assert.Single(job.Finals).Reason);
        Assert.Contains("layer 3 holds a device node", job.Log, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Registry_OutOfReach_IsTriedAgain()
    {
        var job = await PrepareAsync();
        _rig.Pods.OnStart = _ => new PodStartOutcome(PodStartResult.Failed, PodFailure.ImageUnreachable, "connection refused");
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Empty(job.Finals);

        _rig.Pods.OnStart = _ => null;
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.Equal(1, _rig.Pods.Made);
    }

    private async Task<Fakes.FakeJob> PrepareAsync()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        return job;
    }
}
