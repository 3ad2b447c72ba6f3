namespace Odagrun.Functions.Hosting.Configuration;

/// <summary>What <c>host.json</c> says of queues (<c>extensions.queues</c>), with the Functions runtime's meaning.</summary>
internal sealed record HostFile
{
    /// <summary>How many messages are received at once.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>At how many messages at hand the next batch is received. The Standalone host has a number for each queue instead.</summary>
    public int NewBatchThreshold { get; init; } = 112;

    /// <summary>After how many failed deliveries a message is poisoned.</summary>
    public int MaxDequeueCount { get; init; } = 5;

    /// <summary>How long a message waits after a failure.</summary>
    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How rarely an empty queue is looked at.</summary>
    public TimeSpan MaxPollingInterval { get; init; } = TimeSpan.FromSeconds(1);
}
