using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Queues;

/// <summary>The queues between the functions.</summary>
public interface IJobQueues
{
    /// <summary>The queue of that name (<see cref="QueueNames"/>); made at its first use.</summary>
    IJobQueue Get(string name);

    /// <summary>Puts a ticket into a queue; it can be received after <paramref name="delay"/>, at most seven days.</summary>
    Task EnqueueAsync(string queue, JobTicket ticket, TimeSpan delay, CancellationToken cancellationToken) =>
        Get(queue).EnqueueAsync(ticket, delay, cancellationToken);
}
