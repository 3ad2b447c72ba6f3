using Azure.Storage.Queues;

namespace Odagrun.Stack.Keda;

/// <summary>
/// KEDA's azure-queue trigger: <c>all</c> counts invisible messages too, <c>visibleonly</c> looks at 32 at most and counts all where it
/// sees so many.
/// </summary>
public sealed class QueueLengthTrigger(string connectionString, string queue, bool visibleOnly = false)
{
    private const int MostPeeked = 32;

    private readonly QueueClient _queue = new(connectionString, queue);

    /// <summary>Makes the queue, as an installation does: KEDA wakes nobody for one that is not there.</summary>
    public Task CreateAsync(CancellationToken cancellationToken) => _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Asks; a queue that is not there is an error.</summary>
    public async Task<TriggerReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(cancellationToken) > 0 ? TriggerReading.Active : TriggerReading.Inactive;
        }
        catch (Azure.RequestFailedException)
        {
            return TriggerReading.Error;
        }
    }

    /// <summary>The length.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        if (visibleOnly)
        {
            var seen = await _queue.PeekMessagesAsync(MostPeeked, cancellationToken);
            if (seen.Value.Length < MostPeeked)
            {
                return seen.Value.Length;
            }
        }

        var properties = await _queue.GetPropertiesAsync(cancellationToken);
        return properties.Value.ApproximateMessagesCount;
    }
}
