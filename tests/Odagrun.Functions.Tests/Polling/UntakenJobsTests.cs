using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Polling;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Tests.Polling;

/// <summary>A poller of its own, whose workers are asleep: GitLab must hear of a job until one has started.</summary>
public sealed class UntakenJobsTests : IDisposable
{
    /// <summary>After which GitLab takes a job back.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task PollGitLab_WhileItAsks_LooksAfterThem()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);

        while (job.Updates.Count < 3)
        {
            _rig.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, Cancellation);
        }

        await stop.CancelAsync();
        await polling;
    }

    [Fact]
    public async Task Job_ThatNobodyTakesUp_IsNeverSilentForAsLongAsGitLabWaits()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var (heard, updates) = (_rig.Clock.GetUtcNow(), 1);
        for (var round = 0; round < 40; round++)
        {
            await RoundAsync();
            heard = job.Updates.Count > updates ? _rig.Clock.GetUtcNow() : heard;
            updates = job.Updates.Count;
            Assert.InRange(_rig.Clock.GetUtcNow() - heard, TimeSpan.Zero, Patience / 2);
        }

        Assert.All(job.Updates, update => Assert.Equal(JobState.Pending, update.State));
    }

    [Fact]
    public async Task Job_OfAPollerThatDied_IsKeptAliveByTheNextAtOnce()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        _rig.Restart();

        await _rig.Get<UntakenJobs>().RoundAsync(Cancellation);

        Assert.Equal(2, job.Updates.Count);
    }

    [Fact]
    public async Task Job_ThatAWorkerPrepares_IsLeftToTheWorker()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        await _rig.Get<UntakenJobs>().RoundAsync(Cancellation);
        await using var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, Cancellation);
        for (var round = 0; round < 20; round++)
        {
            _rig.Clock.Advance(KeepAlive.TouchInterval);
            await claim!.SaveAsync(claim.Record! with { Touched = _rig.Clock.GetUtcNow() }, Cancellation);
            await RoundAsync();
        }

        Assert.Single(job.Updates);
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    [Fact]
    public async Task Job_BeyondPreparing_IsNoMatterOfThePoller()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        var before = job.Updates.Count;

        await RoundsAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(before, job.Updates.Count);
    }

    [Fact]
    public async Task Job_ThatRunsMeanwhile_IsNotChangedByALateSignOfLife()
    {
        // The list was read, then a worker and the executor were quick: GitLab refuses what is said about waiting.
        var job = await _rig.ReceiveAsync(Cancellation);
        job.State = "running";

        await RoundsAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("running", job.State);
        Assert.InRange(job.Updates.Count, 2, 3);
        Assert.All(job.Updates, update => Assert.Equal(JobState.Pending, update.State));
    }

    [Fact]
    public async Task Job_CanceledMeanwhile_IsSpokenOfNoMoreAndLeftToAWorker()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        job.State = "canceled";

        await RoundsAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(2, job.Updates.Count);
        Assert.NotNull(await _rig.RecordAsync(Cancellation));
    }

    [Fact]
    public async Task Ticket_LostBeforeAWorkerWokeUp_IsPutBackAndItsCopiesChangeNothing()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Of(QueueNames.Prepare).Take();

        await RoundsAsync(TimeSpan.FromSeconds(45));
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
        await RoundsAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(3, _rig.Queues.Of(QueueNames.Prepare).Count);

        while (_rig.Queues.Of(QueueNames.Prepare).Count > 0)
        {
            await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        }

        Assert.Equal(1, _rig.Queues.Of(QueueNames.Start).Count);
    }

    private async Task RoundsAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += UntakenJobs.Pause)
        {
            await RoundAsync();
        }
    }

    private async Task RoundAsync()
    {
        _rig.Clock.Advance(UntakenJobs.Pause);
        await _rig.Get<UntakenJobs>().RoundAsync(Cancellation);
    }
}
