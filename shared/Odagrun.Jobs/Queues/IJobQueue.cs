using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Queues;

/// <summary>
/// One queue, delivering at least once. Messages are base64 texts, as the Functions queue extension reads and writes them.
/// Errors of the service come as <c>Azure.RequestFailedException</c>, after retries.
/// </summary>
public interface IJobQueue
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Puts a ticket in; it can be received after <paramref name="delay"/>.</summary>
    Task EnqueueAsync(JobTicket ticket, TimeSpan delay, CancellationToken cancellationToken);

    /// <summary>
    /// Receives up to <paramref name="max"/> (at most 32) messages; others don't see them for <paramref name="invisibleFor"/>.
    /// </summary>
    Task<IReadOnlyList<QueueDelivery>> ReceiveAsync(int max, TimeSpan invisibleFor, CancellationToken cancellationToken);

    /// <summary>Keeps a message invisible from now on for that long; false when somebody else has it by now, or it is gone.</summary>
    Task<bool> RenewAsync(QueueDelivery message, TimeSpan invisibleFor, CancellationToken cancellationToken);

    /// <summary>The message is done with; false when somebody else has it by now, or it is gone.</summary>
    Task<bool> DeleteAsync(QueueDelivery message, CancellationToken cancellationToken);

    /// <summary>Copies the message to the poison queue, as it was received, then deletes it.</summary>
    Task PoisonAsync(QueueDelivery message, CancellationToken cancellationToken);

    /// <summary>Whether the ticket lies in the poison queue, as far as one look shows (its 32 oldest messages).</summary>
    Task<bool> IsPoisonedAsync(JobTicket ticket, CancellationToken cancellationToken);

    /// <summary>About how many messages there are, invisible ones included; 0 where the queue does not exist.</summary>
    Task<int> CountAsync(CancellationToken cancellationToken);

    /// <summary>Returns when this process has put a message in that can be received at once, or after <paramref name="limit"/>.</summary>
    Task WaitForEnqueueAsync(TimeSpan limit, CancellationToken cancellationToken);
}
