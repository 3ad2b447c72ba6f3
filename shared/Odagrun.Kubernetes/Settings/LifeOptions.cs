namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Life</c>: how long things last.</summary>
public sealed record LifeOptions
{
    /// <summary>What a pod has beyond its job's own time.</summary>
    public TimeSpan DeadlineGrace { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a Job has beyond that for scheduling and pulling, before the cluster itself ends it.</summary>
    public TimeSpan PendingLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a pod has from being asked to end until it is killed.</summary>
    public TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After how long the cluster removes an ended Job that nobody removed.</summary>
    public TimeSpan FinishedTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long pods of failed jobs stay for people to look at; zero: not at all.</summary>
    public TimeSpan KeepFailedPods { get; init; }
}
