using System.Collections.Concurrent;
using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;

namespace Odagrun.Jobs.Queues;

/// <summary>Queues of Azure Storage, or Azurite.</summary>
internal sealed class StorageJobQueues(IOptions<QueuesOptions> options) : IJobQueues, IDisposable
{
    private readonly ConcurrentDictionary<string, StorageJobQueue> _queues = new(StringComparer.Ordinal);
    private readonly QueueServiceClient _service = QueueServices.Open(options.Value, ClientOptions());

    public IJobQueue Get(string name) => _queues.GetOrAdd(name, Open);

    public void Dispose()
    {
        foreach (var queue in _queues.Values)
        {
            queue.Dispose();
        }
    }

    private StorageJobQueue Open(string name) => new(
        new QueueStore(_service.GetQueueClient(name)),
        new QueueStore(_service.GetQueueClient(QueueNames.PoisonOf(name))));

    // The encoding is ours (MessageText): the client's own would fail a whole batch for one message that is not base64.
    private static QueueClientOptions ClientOptions() => new()
    {
        MessageEncoding = QueueMessageEncoding.None,
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 5,
            Delay = TimeSpan.FromMilliseconds(100),
            MaxDelay = TimeSpan.FromSeconds(5),
            NetworkTimeout = TimeSpan.FromSeconds(20),
        },
        Diagnostics = { IsLoggingEnabled = false, IsDistributedTracingEnabled = false },
    };
}
