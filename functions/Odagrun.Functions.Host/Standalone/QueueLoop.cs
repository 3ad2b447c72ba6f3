using Microsoft.Extensions.Logging;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>
/// Takes messages out of one queue as the Functions runtime's queue trigger does: in batches, as many at once as there are slots,
/// rarer while the queue is empty. What this process puts in itself is taken at once.
/// </summary>
internal sealed class QueueLoop(
    IJobQueue queue, MessageHandling handling, int concurrency, TimeSpan lease, HostFile settings, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TroublePause = TimeSpan.FromSeconds(2);

    private bool _unavailable;

    /// <summary>
    /// Receives until <paramref name="receiving"/> ends, then waits for the messages at hand, whose work <paramref name="working"/> ends.
    /// </summary>
    public async Task RunAsync(CancellationToken receiving, CancellationToken working)
    {
        using var slots = new SemaphoreSlim(concurrency);
        var pause = ShortestPause;
        try
        {
            while (true)
            {
                var count = await TakeBatchAsync(slots, receiving, working);
                pause = count > 0 ? ShortestPause : await IdleAsync(pause, receiving);
            }
        }
        catch (OperationCanceledException) when (receiving.IsCancellationRequested)
        {
            // Asked to stop.
        }

        for (var slot = 0; slot < concurrency; slot++)
        {
            await slots.WaitAsync(CancellationToken.None);
        }
    }

    private async Task<int> TakeBatchAsync(SemaphoreSlim slots, CancellationToken receiving, CancellationToken working)
    {
        await slots.WaitAsync(receiving);
        var taken = 1;
        while (taken < settings.BatchSize && slots.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        var used = 0;
        try
        {
            foreach (var message in await ReceiveAsync(taken, receiving))
            {
                used++;
                _ = HandleAsync(message, slots, working);
            }
        }
        finally
        {
            if (taken > used)
            {
                slots.Release(taken - used);
            }
        }

        return used;
    }

    private async Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(int max, CancellationToken receiving)
    {
        try
        {
            var messages = await queue.ReceiveAsync(max, lease, receiving);
            if (_unavailable)
            {
                _unavailable = false;
                logger.QueueAvailable(queue.Name);
            }

            return messages;
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException)
        {
            // The storage client has tried several times already.
            if (!_unavailable)
            {
                _unavailable = true;
                logger.QueueUnavailable(queue.Name, (e.InnerException ?? e).Message, TroublePause);
            }

            await Task.Delay(TroublePause, clock, receiving);
            return [];
        }
    }

    private async Task HandleAsync(QueueDelivery message, SemaphoreSlim slots, CancellationToken working)
    {
        // Frees the loop at once, however long the handling runs before its first wait.
        await Task.Yield();
        try
        {
            await handling.HandleAsync(queue, message, working);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<TimeSpan> IdleAsync(TimeSpan pause, CancellationToken receiving)
    {
        await queue.WaitForEnqueueAsync(pause, receiving);
        return pause * 2 < settings.MaxPollingInterval ? pause * 2 : settings.MaxPollingInterval;
    }
}
