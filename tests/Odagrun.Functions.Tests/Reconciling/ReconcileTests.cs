using Odagrun.Functions.Following;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Reconciling;
using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Reconciling;

public sealed class ReconcileTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Ticket_ThatIsLost_IsPutBackAfterSilenceAndMoreRarelyEachTime()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Of(QueueNames.Prepare).Take();

        await RoundAsync(Reconcile.Silence);
        Assert.Null(_rig.Queues.Of(QueueNames.Prepare).Take());
        await RoundAsync(TimeSpan.FromSeconds(1));
        Assert.NotNull(_rig.Queues.Of(QueueNames.Prepare).Take());
        await RoundAsync(Reconcile.Silence + TimeSpan.FromSeconds(1));
        Assert.Null(_rig.Queues.Of(QueueNames.Prepare).Take());
        await RoundAsync(Reconcile.Silence);
        Assert.NotNull(_rig.Queues.Of(QueueNames.Prepare).Take());
    }

    [Fact]
    public async Task Ticket_PutBackThoughItWasNotLost_ChangesNothing()
    {
        await _rig.ReceiveAsync(Cancellation);
        await RoundAsync(Reconcile.Silence * 2);
        Assert.Equal(2, _rig.Queues.Of(QueueNames.Prepare).Count);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        Assert.Equal(1, _rig.Queues.Of(QueueNames.Start).Count);
    }

    [Fact]
    public async Task Ticket_ThatIsDelayedOnPurpose_IsNotLost()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        _rig.Pods.OnStart = _ => new PodStartOutcome(PodStartResult.NoRoom);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        _rig.Restart();
        await _rig.Reconcile.RunAsync(starting: true, Cancellation);

        Assert.Equal(1, _rig.Queues.Of(QueueNames.Start).Count);
    }

    [Fact]
    public async Task Ticket_OfAPodThatIsWatched_CountsAsLostOnlyAfterTheWatch()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        _rig.Queues.Of(QueueNames.Follow).Take();

        await RoundAsync(FollowJob.Slice + Reconcile.Silence);
        Assert.Null(_rig.Queues.Of(QueueNames.Follow).Take());
        await RoundAsync(TimeSpan.FromSeconds(1));

        Assert.NotNull(_rig.Queues.Of(QueueNames.Follow).Take());
    }

    [Fact]
    public async Task Job_WhoseTicketWasPoisonedWithoutAWord_EndsWithAReason()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var queue = _rig.Queues.Of(QueueNames.Prepare);
        for (var time = 0; time < 3; time++)
        {
            queue.Poisoned.Add(TicketFormat.Write(queue.Take()!));
            await RoundAsync(Reconcile.Silence + TimeSpan.FromSeconds(1));
            Assert.Empty(job.Finals);
        }

        queue.Poisoned.Add(TicketFormat.Write(queue.Take()!));
        await RoundAsync(Reconcile.Silence + TimeSpan.FromSeconds(1));

        Assert.Contains("each time without a last word", job.Log, StringComparison.Ordinal);
        Assert.Single(job.Finals);
        Assert.Null(await _rig.RecordAsync(Cancellation));
    }

    [Fact]
    public async Task Job_NotedByAClockTenMinutesAhead_GoesOnAndIsRescuedOnlyAfterThatTime()
    {
        await _rig.ReceiveAsync(Cancellation);
        var ahead = _rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        await using (var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation))
        {
            await claim!.SaveAsync(claim.Record! with { Received = ahead, Touched = ahead, Due = ahead }, Cancellation);
        }

        await RoundAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
        await RoundAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(2, _rig.Queues.Of(QueueNames.Prepare).Count);

        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Equal(1, _rig.Pods.Made);
    }

    [Fact]
    public async Task Job_ThatSomebodyWorksOn_IsLeftAlone()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Of(QueueNames.Prepare).Take();
        await using (await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation))
        {
            await RoundAsync(Reconcile.Silence * 10);
        }

        Assert.Equal(0, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    [Fact]
    public async Task Job_WithoutProgressAgainAndAgain_FailsInTheEnd()
    {
        var job = await _rig.ReceiveAsync(Cancellation);

        for (var round = 0; round < 100 && job.Finals.Count == 0; round++)
        {
            await RoundAsync(TimeSpan.FromMinutes(11));
            while (_rig.Queues.Of(QueueNames.Prepare).Take() is not null)
            {
            }
        }

        Assert.Contains("no progress", job.Log, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Job_WhosePodRuns_IsNotGivenUpHoweverOftenItsTicketIsLostOrPoisoned()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        var queue = _rig.Queues.Of(QueueNames.Follow);
        for (var death = 0; death < 60; death++)
        {
            if (queue.Take() is { } held && death % 5 == 0)
            {
                queue.Poisoned.Add(TicketFormat.Write(held));
            }

            _rig.Clock.Advance(TimeSpan.FromSeconds(5));
            await _rig.Reconcile.RunAsync(starting: true, Cancellation);
        }

        Assert.Empty(job.Finals);
        _rig.Pods.End = new PodStatus(PodPhase.Finished, Termination: new TerminationMessage { Reported = true, State = "success" });
        await _rig.StepAsync(QueueNames.Follow, Cancellation);
        Assert.Null(await _rig.RecordAsync(Cancellation));
    }

    [Fact]
    public async Task Job_ThatWaits_IsKeptAlive()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var before = job.Updates.Count;

        await RoundAsync(KeepAlive.Interval - TimeSpan.FromSeconds(1));
        Assert.Equal(before, job.Updates.Count);
        await RoundAsync(TimeSpan.FromSeconds(1));
        await RoundAsync(KeepAlive.Interval);

        Assert.Equal(before + 2, job.Updates.Count);
        Assert.All(job.Updates, update => Assert.Equal(JobState.Pending, update.State));
    }

    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    public async Task Job_CanceledWhileItWaits_EndsWithoutAPod(string before)
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        if (before == QueueNames.Start)
        {
            await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        }

        job.State = "canceled";
        await RoundAsync(KeepAlive.Interval);
        await _rig.StepAsync(before, Cancellation);

        Assert.Equal(0, _rig.Pods.Made);
        Assert.Empty(job.Finals);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Job_WhoseCancellationIsAskedFor_FailsAsCanceled()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        job.Canceling = true;

        await RoundAsync(KeepAlive.Interval);

        Assert.Equal(FailureReason.JobCanceled, Assert.Single(job.Finals).Reason);
    }

    [Fact]
    public async Task Pod_OfNoStoredJob_IsRemoved()
    {
        await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        await _rig.Pods.StartAsync(_rig.Pods.LastRequest! with { Job = new JobName("demo", 1) }, Cancellation);

        await RoundAsync(TimeSpan.FromSeconds(1));

        Assert.Equal([Rig.Job], await _rig.Pods.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Job_TakenByAnotherProcessMeanwhile_IsLeftToItAndNoError()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Of(QueueNames.Prepare).Take();
        _rig.StoreFault = record => new ClaimLostException(record.Name, "another process saved it");

        await RoundAsync(Reconcile.Silence * 2);

        Assert.Equal(0, _rig.Lines.Count("could not be looked after"));
        Assert.Equal(0, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    private async Task RoundAsync(TimeSpan later)
    {
        _rig.Clock.Advance(later);
        await _rig.Reconcile.RunAsync(starting: false, Cancellation);
    }
}
