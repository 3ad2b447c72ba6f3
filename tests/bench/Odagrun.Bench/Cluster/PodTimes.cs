namespace Odagrun.Bench.Cluster;

/// <summary>When a pod was seen to be made, and to have a node.</summary>
internal sealed class PodTimes
{
    public DateTimeOffset Made { get; init; }

    public DateTimeOffset Scheduled { get; set; }
}
