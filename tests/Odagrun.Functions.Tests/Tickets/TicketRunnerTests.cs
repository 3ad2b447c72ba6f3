using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Tickets;

public sealed class TicketRunnerTests : IDisposable
{
    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Poison_ValidTicket_EndsItsJobWithTheLastError()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var ticket = _rig.Queues.Of(QueueNames.Prepare).Take()!;

        await _rig.Tickets.PoisonAsync(QueueNames.Prepare, TicketFormat.Write(ticket), "disk full", Cancellation);

        Assert.Equal(FailureReason.RunnerSystemFailure, Assert.Single(job.Finals).Reason);
        Assert.Contains("disk full", job.Log, StringComparison.Ordinal);
        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Poison_OldTicket_LeavesItsJobAlone()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var old = await _rig.StepAsync(QueueNames.Prepare, Cancellation);

        await _rig.Tickets.PoisonAsync(QueueNames.Prepare, TicketFormat.Write(old), "x", Cancellation);

        Assert.Empty(job.Finals);
        await _rig.StepAsync(QueueNames.Start, Cancellation);
        Assert.Equal(1, _rig.Pods.Made);
    }

    [Theory]
    [InlineData(QueueNames.Prepare)]
    [InlineData(QueueNames.Start)]
    [InlineData(QueueNames.Follow)]
    public async Task Run_JobTakenByAnotherProcess_DropsTheTicketAndTouchesNothing(string queue)
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        foreach (var before in new[] { QueueNames.Prepare, QueueNames.Start }.TakeWhile(before => before != queue))
        {
            await _rig.StepAsync(before, Cancellation);
        }

        var made = _rig.Pods.Made;
        _rig.Pods.End = new PodStatus(PodPhase.Finished, 0, Termination: new TerminationMessage { Reported = true, State = "success" });
        _rig.StoreFault = record => new ClaimLostException(record.Name, "another process saved it");

        await _rig.StepAsync(queue, Cancellation);

        Assert.Equal(1, _rig.Lines.Count("no longer this worker's"));
        Assert.Empty(job.Finals);
        Assert.Equal(made, _rig.Pods.Made);
        Assert.NotNull(await _rig.RecordAsync(Cancellation));
        Assert.All([QueueNames.Prepare, QueueNames.Start, QueueNames.Follow], name => Assert.Equal(0, _rig.Queues.Of(name).Count));
    }

    [Fact]
    public async Task Run_StoreOutOfReach_PutsTheTicketOffHoweverOftenAndFailsNothing()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        _rig.StoreFault = _ => new OutageException("the API server does not answer");
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await _rig.StepAsync(QueueNames.Prepare, Cancellation);
            Assert.Null(_rig.Queues.Of(QueueNames.Prepare).Take());
            _rig.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        _rig.StoreFault = _ => null;
        await _rig.StepAsync(QueueNames.Prepare, Cancellation);
        await _rig.StepAsync(QueueNames.Start, Cancellation);

        Assert.Equal(1, _rig.Pods.Made);
        Assert.Empty(job.Finals);
    }

    [Fact]
    public async Task Poison_JobTakenByAnotherProcess_FailsNothing()
    {
        var job = await _rig.ReceiveAsync(Cancellation);
        var ticket = _rig.Queues.Of(QueueNames.Prepare).Take()!;
        _rig.StoreFault = record => new ClaimLostException(record.Name, "another process saved it");

        await _rig.Tickets.PoisonAsync(QueueNames.Prepare, TicketFormat.Write(ticket), "x", Cancellation);

        Assert.Empty(job.Finals);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("no ticket")]
    [InlineData("""{"version":99}""")]
    public async Task Run_NoTicket_ThrowsAndItsPoisoningIsSaid(string? text)
    {
        await Assert.ThrowsAsync<TicketFormatException>(() => _rig.Tickets.RunAsync(QueueNames.Start, text, Cancellation));

        await _rig.Tickets.PoisonAsync(QueueNames.Start, text, "x", Cancellation);

        Assert.Equal(1, _rig.Lines.Count("goes to its poison queue"));
    }
}
