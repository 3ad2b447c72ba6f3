using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Tests;

/// <summary>The process ends in the middle of a step; the next one brings the job to its end.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    public async Task Step_SavedButNotHandedOn_IsTakenUpByTheNextProcess(string queue)
    {
        await _rig.ReceiveAsync(Cancellation);
        if (queue == QueueNames.Start)
        {
            await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        }

        _rig.Queues.Broken = new IOException("the process ends here");
        await Assert.ThrowsAsync<IOException>(() => _rig.StepAsync(queue, Cancellation));
        _rig.Queues.Broken = null;

        await RestartAsync();
        await RunToTheEndAsync();

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Single(_rig.JournalLines);
    }

    [Fact]
    public async Task Job_StoredButNotEnqueued_IsTakenUpByTheNextProcess()
    {
        _rig.Queues.Broken = new Azure.RequestFailedException("the process ends here");
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Broken = null;
        Assert.Equal(0, _rig.Queues.Of(QueueNames.Prepare).Count);

        await RestartAsync();
        await RunToTheEndAsync();

        Assert.Equal(1, _rig.Pods.Made);
    }

    [Fact]
    public async Task Start_PodMadeButNotNoted_FindsThePodAndMakesNoSecond()
    {
        await StartAndDieAsync(podIsThere: true);

        await RestartAsync();
        await RunToTheEndAsync();

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Empty(_rig.GitLab.Jobs[42].Finals);
    }

    [Fact]
    public async Task Start_NotedButNoPodMade_StartsIt()
    {
        await StartAndDieAsync(podIsThere: false);

        await RestartAsync();
        await RunToTheEndAsync();

        Assert.Equal(1, _rig.Pods.Made);
    }

    [Fact]
    public async Task Start_PodRanAndIsGone_IsNotRunTwiceAndFailsWithTheReason()
    {
        await StartAndDieAsync(podIsThere: false);
        _rig.GitLab.Jobs[42].State = "running";

        await RestartAsync();
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        var job = _rig.GitLab.Jobs[42];
        Assert.Equal(0, _rig.Pods.Made);
        Assert.Equal(FailureReason.RunnerSystemFailure, Assert.Single(job.Finals).Reason);
        Assert.Contains("not run a second time", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PodRanAndGitLabSaysOver_IsLetGo()
    {
        await StartAndDieAsync(podIsThere: false);
        _rig.GitLab.Jobs[42].State = "success";

        await RestartAsync();

        Assert.Empty(_rig.GitLab.Jobs[42].Finals);
        Assert.Equal(0, _rig.Pods.Made);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task End_NotedButNothingRemoved_IsCleanedUpByTheNextProcess()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        await using (var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation))
        {
            await claim!.SaveAsync(claim.Record! with
            {
                Stage = JobStage.Finished,
                Outcome = JobOutcome.Succeeded,
                Finished = _rig.Clock.GetUtcNow(),
            }, Cancellation);
        }

        await RestartAsync();

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
        Assert.Single(_rig.JournalLines);
    }

    [Fact]
    public async Task Failure_SentenceWrittenButNotTheState_WritesNothingTwice()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Composer.Fails = request => new Oci.Images.ImageNotFoundException(request.Base!, "no such manifest");
        _rig.Queues.Broken = null;
        var job = _rig.GitLab.Jobs[42];
        job.State = "running";
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        var once = job.Log;
        Assert.Contains("no such manifest", once, StringComparison.Ordinal);

        // The same report again, as after a crash between the two calls.
        job.State = "running";
        job.Finals.Clear();
        await _rig.Get<Ending.FailureReport>().SendAsync(
            new StoredAccess { Url = new Uri("http://gitlab.test"), JobId = 42, Token = "t" },
            new Jobs.Failures.JobFailure(FailureReason.RunnerConfigurationError, "The image can't be used (debian:12): no such manifest"),
            0,
            (_, _) => Task.CompletedTask,
            Cancellation);

        Assert.Equal(once, job.Log);
        Assert.Single(job.Finals);
    }

    private async Task StartAndDieAsync(bool podIsThere)
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        _rig.Pods.OnStart = request =>
        {
            _rig.Pods.OnStart = _ => null;
            if (podIsThere)
            {
                _ = _rig.Pods.StartAsync(request, Cancellation);
            }

            throw new IOException("the process ends here");
        };
        await Assert.ThrowsAsync<IOException>(() => _rig.StepAsync(QueueNames.Start, Cancellation));
        Assert.Equal(JobStage.Starting, (await _rig.RecordAsync(Cancellation))!.Stage);
    }

    private async Task RestartAsync()
    {
        _rig.Restart();
        _rig.Clock.Advance(TimeSpan.FromSeconds(2));
        await _rig.Reconcile.RunAsync(starting: true, Cancellation);
    }

    private async Task RunToTheEndAsync()
    {
        _rig.Pods.End = new PodStatus(PodPhase.Finished, 0, Termination: new TerminationMessage { Reported = true, State = "success" });
        foreach (var queue in new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow })
        {
            while (_rig.Queues.Of(queue).Take() is { } ticket)
            {
                await _rig.RunAsync(queue, ticket, Cancellation);
            }
        }

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Empty(await _rig.Pods.ListAsync(Cancellation));
    }
}
