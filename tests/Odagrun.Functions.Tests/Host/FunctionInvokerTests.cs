using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Host;

/// <summary>What a Functions host's call comes to: it keeps queues and clocks, and knows returns and exceptions only.</summary>
public sealed class FunctionInvokerTests : IDisposable
{

    private readonly Rig _rig = new();
    private readonly EndingProcess _process = new();
    private readonly TicketSlots _slots = new(Options.Create(new QueuesOptions { ConnectionString = "", PrepareConcurrency = 1 }));
    private readonly Draining _draining;

    public FunctionInvokerTests() => _draining = new Draining(_process, _rig.Clock, new Logger<Draining>(new LoggerFactory([_rig.Lines])));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _draining.Dispose();
        _slots.Dispose();
        _process.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Ticket_ThatWorks_GoesOnByItself()
    {
        await _rig.ReceiveAsync(Cancellation);

        await DeliverAsync(1);

        Assert.Equal(1, _rig.Queues.Of(QueueNames.Start).Count);
    }

    [Fact]
    public async Task Ticket_ThatFailsBeforeItsLastDelivery_LeavesItsJobAlone()
    {
        var job = await FailingJobAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => DeliverAsync(4));

        Assert.Empty(job.Finals);
    }

    [Fact]
    public async Task Ticket_ThatFailsAtItsLastDelivery_EndsItsJobWithTheReason()
    {
        var job = await FailingJobAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => DeliverAsync(5));

        Assert.Single(job.Finals);
        Assert.Contains("a surprise", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ThatIsNoTicket_Fails()
    {
        await Assert.ThrowsAsync<TicketFormatException>(() => Invoker().DeliverAsync(FunctionNames.PrepareJob, "hello", 5, Cancellation));

        Assert.Equal(1, _rig.Lines.Count("PrepareJob can't read a message, delivery 5 of 5"));
    }

    [Fact]
    public async Task Step_OutOfTimeWhenTheProcessEnds_IsHandedOver()
    {
        await _rig.ReceiveAsync(Cancellation);
        var begun = new TaskCompletionSource();
        _rig.Composer.Waits = async token =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        };
        var ticket = _rig.Queues.Of(QueueNames.Prepare).Take()!;
        var step = Invoker().DeliverAsync(FunctionNames.PrepareJob, TicketFormat.Write(ticket), 1, Cancellation);
        await begun.Task.WaitAsync(Cancellation);

        _process.StopApplication();
        Assert.False(step.IsCompleted);
        _rig.Clock.Advance(TimeSpan.FromSeconds(21));
        await step;

        Assert.Equal(ticket, _rig.Queues.Of(QueueNames.Prepare).Take());
    }

    [Fact]
    public async Task Ticket_BehindOthersWhenTheProcessEnds_IsHandedOver()
    {
        await _rig.ReceiveAsync(Cancellation);
        var ticket = _rig.Queues.Of(QueueNames.Prepare).Take()!;
        var release = new TaskCompletionSource();
        var occupied = _slots.RunAsync(QueueNames.Prepare, () => release.Task, Cancellation);
        var waiting = Invoker().DeliverAsync(FunctionNames.PrepareJob, TicketFormat.Write(ticket), 1, Cancellation);

        _process.StopApplication();
        await waiting;
        release.SetResult();
        await occupied;

        Assert.Equal(ticket, _rig.Queues.Of(QueueNames.Prepare).Take());
    }

    [Fact]
    public async Task Poll_WhileTheProcessEnds_ReturnsAtOnce()
    {
        var polling = Invoker().TickAsync(FunctionNames.PollGitLab, isPastDue: true, Cancellation);
        Assert.False(polling.IsCompleted);

        _process.StopApplication();

        await polling.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Poll_AfterItsTime_AsksForNothingNewAndReturns()
    {
        var polling = Invoker().TickAsync(FunctionNames.PollGitLab, isPastDue: false, Cancellation);
        while (!polling.IsCompleted)
        {
            _rig.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Cancellation);
        }

        var requests = _rig.GitLab.Requests;
        Assert.InRange(requests, 1, (int)(PollTick.Watch.Duration!.Value.TotalSeconds + 2));
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(requests, _rig.GitLab.Requests);
    }

    private async Task<FakeJob> FailingJobAsync()
    {
        _rig.Composer.Fails = _ => new InvalidOperationException("a surprise");
        return await _rig.ReceiveAsync(Cancellation);
    }

    private Task DeliverAsync(long count) =>
        Invoker().DeliverAsync(
            FunctionNames.PrepareJob, TicketFormat.Write(_rig.Queues.Of(QueueNames.Prepare).Take()!), count, Cancellation);

    private FunctionInvoker Invoker() => new(
        _rig.Get<PollGitLab>(), _rig.Reconcile, _rig.Tickets, _slots, _draining, Options.Create(new HostFile()),
        new Logger<FunctionInvoker>(new LoggerFactory([_rig.Lines])));

    private sealed class EndingProcess : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
