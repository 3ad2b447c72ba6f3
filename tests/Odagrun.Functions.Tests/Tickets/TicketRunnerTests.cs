using Odagrun.GitLab.Api;
using Odagrun.Jobs.Queues;
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
