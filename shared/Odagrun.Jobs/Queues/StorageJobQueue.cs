using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Queues;

/// <summary>A queue and its poison queue.</summary>
internal sealed class StorageJobQueue(QueueStore queue, QueueStore poison) : IJobQueue, IDisposable
{
    private const int MostPeeked = 32;

    private readonly SemaphoreSlim _enqueued = new(0);

    public string Name => queue.Name;

    public async Task EnqueueAsync(JobTicket ticket, TimeSpan delay, CancellationToken cancellationToken)
    {
        await queue.SendAsync(MessageText.Encode(TicketFormat.Write(ticket)), delay, cancellationToken).ConfigureAwait(false);
        if (delay <= TimeSpan.Zero)
        {
            _enqueued.Release();
        }
    }

    public async Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(int max, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        var messages = await queue.ReceiveAsync(max, invisibleFor, cancellationToken).ConfigureAwait(false);
        return [.. messages.Select(message =>
        {
            var body = message.Body.ToString();
            return new QueueDelivery(message.MessageId, message.PopReceipt, body, MessageText.Decode(body), message.DequeueCount);
        })];
    }

    public async Task<bool> RenewAsync(QueueDelivery message, TimeSpan invisibleFor, CancellationToken cancellationToken)
    {
        var receipt = await queue.UpdateAsync(message.Id, message.PopReceipt, invisibleFor, cancellationToken).ConfigureAwait(false);
        message.PopReceipt = receipt ?? message.PopReceipt;
        return receipt is not null;
    }

    public Task<bool> DeleteAsync(QueueDelivery message, CancellationToken cancellationToken) =>
        queue.DeleteAsync(message.Id, message.PopReceipt, cancellationToken);

    // Copied, then deleted: a crash in between leaves two, never none.
    public async Task PoisonAsync(QueueDelivery message, CancellationToken cancellationToken)
    {
        await poison.SendAsync(message.Body, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        await queue.DeleteAsync(message.Id, message.PopReceipt, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> IsPoisonedAsync(JobTicket ticket, CancellationToken cancellationToken)
    {
        // A ticket is always written the same way: no need to read what may be no ticket at all.
        var body = MessageText.Encode(TicketFormat.Write(ticket));
        return (await poison.PeekAsync(MostPeeked, cancellationToken).ConfigureAwait(false)).Contains(body, StringComparer.Ordinal);
    }

    public Task<int> CountAsync(CancellationToken cancellationToken) => queue.CountAsync(cancellationToken);

    public void Dispose() => _enqueued.Dispose();

    public async Task WaitForEnqueueAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (await _enqueued.WaitAsync(limit, cancellationToken).ConfigureAwait(false))
        {
            // One look at the queue serves all that was put in so far.
            while (_enqueued.Wait(0, CancellationToken.None))
            {
            }
        }
    }
}
