using Odagrun.Functions.Following;
using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Tests.Following;

public sealed class FollowJobTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(PodFailure.OutOfMemory, FailureReason.RunnerSystemFailure, "more memory than its limit")]
    [InlineData(PodFailure.DiskFull, FailureReason.RunnerSystemFailure, "disk")]
    [InlineData(PodFailure.DeadlineExceeded, FailureReason.JobExecutionTimeout, "time was over")]
    [InlineData(PodFailure.Killed, FailureReason.RunnerSystemFailure, "killed from outside")]
    [InlineData(PodFailure.Deleted, FailureReason.RunnerSystemFailure, "gone")]
    [InlineData(PodFailure.Evicted, FailureReason.RunnerSystemFailure, "evicted")]
    [InlineData(PodFailure.NodeLost, FailureReason.RunnerSystemFailure, "node")]
    [InlineData(PodFailure.ExecutorCrashed, FailureReason.RunnerSystemFailure, "exit code 139")]
    [InlineData(PodFailure.ImageUnreachable, FailureReason.RunnerExternalDependencyFailure, "registry")]
    public async Task Pod_EndedWithoutTheExecutorsWord_IsReportedBehindWhatItHadWritten(
        PodFailure failure, FailureReason reason, string sentence)
    {
        var job = await StartAsync();
        job.State = "running";
        job.Trace.Write("compiling\n"u8);
        _rig.Pods.End = new PodStatus(PodPhase.Finished, 139, failure, "detail");

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(reason, Assert.Single(job.Finals).Reason);
        Assert.Null(job.Finals[0].Output);
        Assert.StartsWith("compiling\n\u001b[31;1mERROR: ", job.Log, StringComparison.Ordinal);
        Assert.Contains(sentence, job.Log, StringComparison.Ordinal);
        Assert.Contains("detail", job.Log, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Pod_ThatVanished_IsReportedUnlessGitLabKnowsTheEnd()
    {
        var job = await StartAsync();
        job.State = "success";
        _rig.Pods.Remove(Rig.Job);

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Empty(job.Finals);
        Assert.Contains("Abandoned", Assert.Single(_rig.JournalLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_WhoseExecutorCouldNotReport_IsReportedForIt()
    {
        var job = await StartAsync();
        job.State = "running";
        _rig.Pods.End = new PodStatus(PodPhase.Finished, 1, Termination: new TerminationMessage
        {
            Reported = false,
            State = "failed",
            Reason = nameof(FailureReason.ScriptFailure),
            ExitCode = 1,
            Message = "503 for ten minutes",
        });

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(FailureReason.ScriptFailure, Assert.Single(job.Finals).Reason);
        Assert.Contains("503 for ten minutes", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_StillRunning_IsFollowedByANewTicket()
    {
        await StartAsync();

        var first = await _rig.StepAsync(QueueNames.Follow, Cancellation);
        var second = await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(first.Sequence + 1, second.Sequence);
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Follow).Count);
    }

    [Fact]
    public async Task Pod_Pending_KeepsTheJobAliveAndEndsWhenItIsCanceled()
    {
        var job = await StartAsync();
        _rig.Pods.End = new PodStatus(PodPhase.Pending);
        await _rig.StepAsync(QueueNames.Follow, Cancellation);
        Assert.Equal(JobState.Pending, job.Updates[^1].State);

        job.State = "canceled";
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Empty(job.Finals);
    }

    [Fact]
    public async Task Pod_PendingForLong_IsExplainedOnceInTheLogOfTheJobThatWaits()
    {
        var job = await StartAsync();
        _rig.Pods.End = new PodStatus(PodPhase.Pending, Progress: "Waiting: no node has 64 GiB of memory left.");

        await _rig.StepAsync(QueueNames.Follow, Cancellation);
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal("\u001b[0;33mWaiting: no node has 64 GiB of memory left.\u001b[0;m\n", job.Log);
        Assert.Equal("pending", job.State);
    }

    [Fact]
    public async Task Pod_WhoseExecutorHasBegunToWrite_IsExplainedNoMore()
    {
        var job = await StartAsync();
        job.Trace.Write("Running with odagrun\n"u8);
        _rig.Pods.End = new PodStatus(PodPhase.Pending, Progress: "scheduled on node a");

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal("Running with odagrun\n", job.Log);
    }

    [Fact]
    public async Task Pod_PendingForAMoment_LeavesTheLogToItsExecutor()
    {
        var job = await StartAsync();
        _rig.Pods.End = new PodStatus(PodPhase.Pending, Progress: "Pulling the image.");
        _rig.Pods.OnWait = () => _rig.Pods.End = new PodStatus(PodPhase.Running);

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Empty(job.Log);
        Assert.Equal("pending", job.State);
    }

    [Fact]
    public async Task Executor_SilentLongAfterTheTimeLimit_IsRemovedAndTheJobTimesOut()
    {
        var job = await StartAsync();
        job.State = "running";
        _rig.Clock.Advance(TimeSpan.FromMinutes(10) + FollowJob.Grace - FollowJob.LongSlice - TimeSpan.FromSeconds(1));
        await _rig.StepAsync(QueueNames.Follow, Cancellation);
        Assert.Empty(job.Finals);

        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(FailureReason.JobExecutionTimeout, Assert.Single(job.Finals).Reason);
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
    }

    [Fact]
    public async Task GitLab_OutOfReachAtTheEnd_IsToldLater()
    {
        var job = await StartAsync();
        job.State = "running";
        _rig.Pods.End = new PodStatus(PodPhase.Finished, 137, PodFailure.OutOfMemory);
        _rig.GitLab.IsDown = true;
        await _rig.StepAsync(QueueNames.Follow, Cancellation);
        Assert.NotNull((await _rig.RecordAsync(Cancellation))!.Failure);

        _rig.GitLab.IsDown = false;
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await _rig.StepAsync(QueueNames.Follow, Cancellation);

        Assert.Equal(FailureReason.RunnerSystemFailure, Assert.Single(job.Finals).Reason);
        Assert.Contains("more memory", job.Log, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    private async Task<Fakes.FakeJob> StartAsync()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        return job;
    }
}
