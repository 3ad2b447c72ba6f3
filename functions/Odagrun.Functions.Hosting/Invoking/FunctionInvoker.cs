using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Reconciling;
using Odagrun.Functions.Tickets;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Hosting.Invoking;

/// <summary>
/// Runs functions for a Functions host, which keeps queues and clocks itself: it takes a return for success, an exception for a failed
/// delivery, and after <c>maxDequeueCount</c> of those moves the message to the poison queue.
/// </summary>
internal sealed class FunctionInvoker(
    PollGitLab poll, Reconcile reconcile, TicketRunner tickets, TicketSlots slots, Draining draining, IOptions<HostFile> settings,
    ILogger<FunctionInvoker> logger)
    : IFunctionCalls
{
    private int _reconciled;

    public async Task TickAsync(string function, bool isPastDue, CancellationToken aborted)
    {
        if (isPastDue)
        {
            logger.PastDue(function);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(draining.Stopping, aborted);
        try
        {
            await (function == FunctionNames.PollGitLab
                ? poll.RunAsync(PollTick.Watch, stop.Token)
                : reconcile.RunAsync(starting: Interlocked.Exchange(ref _reconciled, 1) == 0, stop.Token));
        }
        catch (OperationCanceledException) when (draining.Stopping.IsCancellationRequested)
        {
            // The next process goes on.
        }
    }

    public Task DeliverAsync(string function, string? text, long delivery, CancellationToken aborted) =>
        DeliverAsync(FunctionDefinitions.Queues.Single(queue => queue.Name == function), text, delivery, aborted);

    private async Task DeliverAsync(QueueDefinition function, string? text, long delivery, CancellationToken aborted)
    {
        // Following only waits, which goes on elsewhere just as well.
        var working = function.Queue == QueueNames.Follow ? draining.Stopping : draining.Working;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(working, aborted);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(draining.Stopping, aborted);
        try
        {
            await slots.RunAsync(function.Queue, () => tickets.RunAsync(function.Queue, text, stop.Token), waiting.Token);
        }
        catch (OperationCanceledException) when (draining.Stopping.IsCancellationRequested)
        {
            logger.HandedOver(function.Name);
            await tickets.PutBackAsync(function.Queue, text, CancellationToken.None);
        }
        catch (Exception e) when (!aborted.IsCancellationRequested)
        {
            await FailedAsync(function, text, delivery, e);
            throw;
        }
    }

    private async Task FailedAsync(QueueDefinition function, string? text, long delivery, Exception failure)
    {
        var max = settings.Value.MaxDequeueCount;
        if (failure is TicketFormatException)
        {
            logger.NoTicket(function.Name, delivery, max, failure.Message);
        }
        else
        {
            logger.TicketFailed(failure, function.Name, delivery, max);
        }

        if (delivery < max)
        {
            return;
        }

        try
        {
            await tickets.PoisonAsync(function.Queue, text, failure.Message, draining.Working);
        }
        catch (Exception e)
        {
            // The host moves the message away after this call, whatever it comes to.
            logger.NotEnded(e, function.Name);
        }
    }
}
