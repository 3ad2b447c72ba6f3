namespace Odagrun.Kubernetes.Settings;

/// <summary>What of section <c>Odagrun:Pods</c> concerns pods in Kubernetes, by theme. docs/pods.md lists every key.</summary>
public sealed record KubernetesPodOptions
{
    /// <summary>Requests and limits.</summary>
    public SizeOptions Sizes { get; init; } = new();

    /// <summary>Nodes and priorities.</summary>
    public SchedulingOptions Scheduling { get; init; } = new();

    /// <summary>Labels and annotations.</summary>
    public MetadataOptions Metadata { get; init; } = new();

    /// <summary>Users, groups, accounts.</summary>
    public IdentityOptions Identity { get; init; } = new();

    /// <summary>Names and name servers.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>What is mounted.</summary>
    public IReadOnlyList<PodVolume> Volumes { get; init; } = [];

    /// <summary>Times.</summary>
    public LifeOptions Life { get; init; } = new();

    /// <summary>Everything else.</summary>
    public PodPatch? Patch { get; init; }
}
