using Microsoft.Extensions.Logging;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Host.Standalone;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Tests.Host;

public sealed class QueueLoopTests : IDisposable
{
    private static readonly HostFile Settings = new() { VisibilityTimeout = TimeSpan.Zero };

    private readonly Rig _rig = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _work = new();

    private FakeQueue Queue => _rig.Queues.Of(QueueNames.Prepare);

    public void Dispose()
    {
        _rig.Dispose();
        _stop.Dispose();
        _work.Dispose();
    }

    [Fact]
    public async Task Message_ThatWorks_IsDeleted()
    {
        await ReceiveAsync();

        var loop = RunAsync();
        await UntilAsync(() => _rig.Queues.Of(QueueNames.Start).Count == 1 && Queue.Count == 0);
        await StopAsync(loop);

        Assert.Empty(Queue.Poisoned);
    }

    [Fact]
    public async Task Message_ThatFailsFiveTimes_IsPoisonedAndItsJobEnds()
    {
        var tries = 0;
        _rig.Composer.Fails = _ =>
        {
            tries++;
            return new InvalidOperationException("a surprise");
        };
        var job = await ReceiveAsync();

        var loop = RunAsync();
        await UntilAsync(() => Queue.Poisoned.Count == 1);
        await StopAsync(loop);

        Assert.Equal(5, tries);
        Assert.Equal(0, Queue.Count);
        Assert.Contains("a surprise", job.Log, StringComparison.Ordinal);
        Assert.Single(job.Finals);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"version":2,"job":"demo-1","sequence":1}""")]
    public async Task Message_ThatIsNoTicket_IsPoisonedAfterFiveDeliveries(string text)
    {
        Queue.Put(text);

        var loop = RunAsync();
        await UntilAsync(() => Queue.Poisoned.Count == 1);
        await StopAsync(loop);

        Assert.Equal([text], Queue.Poisoned);
        Assert.Equal(5, _rig.Lines.Count("failed, delivery"));
    }

    [Fact]
    public async Task Message_WhoseProcessDiedEachTime_IsTakenUpByAnother()
    {
        var job = await ReceiveAsync();
        await DieAsync();

        var loop = RunAsync();
        await UntilAsync(() => _rig.Queues.Of(QueueNames.Start).Count == 1 && Queue.Count == 0);
        await StopAsync(loop);

        Assert.Empty(Queue.Poisoned);
        Assert.Empty(job.Finals);
    }

    [Fact]
    public async Task Message_WhoseProcessDiedEachTimeAgainAndAgain_IsPoisoned()
    {
        var job = await ReceiveAsync();
        await using (var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.Zero, CancellationToken.None))
        {
            await claim!.SaveAsync(claim.Record! with { Deaths = 3 }, CancellationToken.None);
        }

        await DieAsync();

        var loop = RunAsync();
        await UntilAsync(() => Queue.Poisoned.Count == 1);
        await StopAsync(loop);

        Assert.Single(job.Finals);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfAStep_HandsTheTicketOver()
    {
        await ReceiveAsync();
        var begun = new TaskCompletionSource();
        _rig.Composer.Waits = async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var loop = RunAsync();
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);

        await _stop.CancelAsync();
        Assert.False(loop.IsCompleted);
        await _work.CancelAsync();
        await loop;

        Assert.Equal(1, _rig.Lines.Count("handed over"));
        Assert.NotNull(Queue.Take());
    }

    [Fact]
    public async Task Message_LongAtWork_StaysInvisible()
    {
        await ReceiveAsync();
        var (begun, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        _rig.Composer.Waits = async _ =>
        {
            begun.SetResult();
            await done.Task;
        };
        var loop = RunAsync();
        await begun.Task.WaitAsync(TestContext.Current.CancellationToken);

        for (var half = 0; half < 6; half++)
        {
            var renewed = Queue.Renewals;
            _rig.Clock.Advance(TimeSpan.FromSeconds(30));
            await UntilAsync(() => Queue.Renewals > renewed);
            Assert.Null(Queue.Take());
        }

        done.SetResult();
        await UntilAsync(() => Queue.Count == 0);
        await StopAsync(loop);
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Start).Count);
    }

    private Task<FakeJob> ReceiveAsync() => _rig.ReceiveAsync(TestContext.Current.CancellationToken);

    private async Task DieAsync()
    {
        for (var death = 0; death < 5; death++)
        {
            await Queue.ReceiveAsync(1, TimeSpan.Zero, CancellationToken.None);
        }
    }

    private Task RunAsync()
    {
        var lease = TimeSpan.FromMinutes(1);
        var handling = new MessageHandling(
            _rig.Tickets, lease, Settings, _rig.Clock, new Logger<MessageHandling>(new LoggerFactory([_rig.Lines])));
        return new QueueLoop(Queue, handling, 4, lease, Settings, _rig.Clock, _rig.Lines).RunAsync(_stop.Token, _work.Token);
    }

    private async Task StopAsync(Task loop)
    {
        await _stop.CancelAsync();
        await loop;
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        while (!reached())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
