namespace Odagrun.Jobs.Queues;

/// <summary>The queues' names.</summary>
public static class QueueNames
{
    /// <summary>Jobs whose image is to be composed.</summary>
    public const string Prepare = "odagrun-prepare";

    /// <summary>Jobs whose pod is to be started.</summary>
    public const string Start = "odagrun-start";

    /// <summary>Jobs whose pod is to be watched.</summary>
    public const string Follow = "odagrun-follow";

    /// <summary>Where messages of a queue go that failed too often, as the Functions queue extension names it.</summary>
    public static string PoisonOf(string queue) => queue + "-poison";
}
