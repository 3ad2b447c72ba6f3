using Microsoft.Extensions.Logging;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Tickets;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>
/// What the Functions runtime does with one message: kept invisible while its function runs, deleted after it, visible again after a
/// failure, poisoned after too many.
/// </summary>
internal sealed class MessageHandling(
    TicketRunner runner, TimeSpan lease, HostFile settings, TimeProvider clock, ILogger<MessageHandling> logger)
{
    /// <summary>Never throws: there is nobody left to tell.</summary>
    public async Task HandleAsync(IJobQueue queue, QueueDelivery message, CancellationToken working)
    {
        try
        {
            await RunAsync(queue, message, working);
        }
        catch (Exception e)
        {
            // The storage is out of reach, or the end could not be noted: the message comes again when its time is over.
            logger.NotSettled(e, queue.Name, message.Id);
        }
    }

    private async Task RunAsync(IJobQueue queue, QueueDelivery message, CancellationToken working)
    {
        if (message.DequeueCount > settings.MaxDequeueCount)
        {
            await (await runner.TakeUpAgainAsync(queue.Name, message.Text, working)
                ? queue.DeleteAsync(message, CancellationToken.None)
                : PoisonAsync(queue, message, "the process that worked on it ended each time", working));
            return;
        }

        var failure = await RunFunctionAsync(queue, message, working);
        switch (failure)
        {
            case null:
                await queue.DeleteAsync(message, CancellationToken.None);
                break;
            case OperationCanceledException when working.IsCancellationRequested:
                logger.HandedOver(queue.Name, message.Id);
                await queue.RenewAsync(message, TimeSpan.Zero, CancellationToken.None);
                break;
            default:
                logger.FunctionFailed(failure, queue.Name, message.DequeueCount, settings.MaxDequeueCount);
                await (message.DequeueCount >= settings.MaxDequeueCount
                    ? PoisonAsync(queue, message, failure.Message, working)
                    : queue.RenewAsync(message, settings.VisibilityTimeout, CancellationToken.None));
                break;
        }
    }

    private async Task<Exception?> RunFunctionAsync(IJobQueue queue, QueueDelivery message, CancellationToken working)
    {
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(queue, message, done.Token);
        try
        {
            await runner.RunAsync(queue.Name, message.Text, working);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }
    }

    private async Task PoisonAsync(IJobQueue queue, QueueDelivery message, string why, CancellationToken working)
    {
        logger.Poisoned(queue.Name, message.Id, why);
        await runner.PoisonAsync(queue.Name, message.Text, why, working);
        await queue.PoisonAsync(message, CancellationToken.None);
    }

    // At half time, as the Functions runtime does. Without it a slow step would be delivered to a second worker.
    private async Task RenewAsync(IJobQueue queue, QueueDelivery message, CancellationToken done)
    {
        try
        {
            do
            {
                await Task.Delay(lease / 2, clock, done);
            }
            while (await TryRenewAsync(queue, message, done));
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The function has ended.
        }
    }

    private async Task<bool> TryRenewAsync(IJobQueue queue, QueueDelivery message, CancellationToken done)
    {
        try
        {
            return await queue.RenewAsync(message, lease, done);
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException)
        {
            logger.NotRenewed(queue.Name, message.Id, e.Message);
            return true;
        }
    }
}
