using Microsoft.Extensions.Options;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Hosting.Invoking;

/// <summary>
/// How many tickets of a queue this process works on at once. A Functions host has one number for all queues, chosen for those that only
/// wait; images are composed and pods started by fewer.
/// </summary>
internal sealed class TicketSlots(IOptions<QueuesOptions> options) : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _slots = new(StringComparer.Ordinal)
    {
        [QueueNames.Prepare] = new SemaphoreSlim(options.Value.PrepareConcurrency),
        [QueueNames.Start] = new SemaphoreSlim(options.Value.StartConcurrency),
        [QueueNames.Follow] = new SemaphoreSlim(options.Value.FollowConcurrency),
    };

    public async Task RunAsync(string queue, Func<Task> work, CancellationToken cancellationToken)
    {
        await _slots[queue].WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _slots[queue].Release();
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Dispose();
        }
    }
}
