namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Queues</c>: where tickets wait.</summary>
public sealed record QueuesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Queues";

    /// <summary>The setting that holds the storage account's connection string, as a queue trigger's <c>connection</c> names it.</summary>
    public string Connection { get; init; } = "AzureWebJobsStorage";

    /// <summary>What that setting holds; empty where <see cref="ServiceUri"/> stands for it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// The account's queues, used without a key by the pod's workload identity: <c>&lt;Connection&gt;__queueServiceUri</c> or
    /// <c>&lt;Connection&gt;__accountName</c>, as the Functions runtime names them. Null: a connection string is used.
    /// </summary>
    public Uri? ServiceUri { get; init; }

    /// <summary>Standalone: how many images are composed at once.</summary>
    public int PrepareConcurrency { get; init; } = 8;

    /// <summary>Standalone: how many pods are started at once.</summary>
    public int StartConcurrency { get; init; } = 8;

    /// <summary>Standalone: how many pods are watched at once.</summary>
    public int FollowConcurrency { get; init; } = 256;

    /// <summary>Standalone: how long a received ticket is invisible; renewed at half time.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The setting's name; never the connection string.</summary>
    public override string ToString() => Connection;
}
