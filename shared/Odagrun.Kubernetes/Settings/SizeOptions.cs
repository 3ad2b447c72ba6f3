namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Sizes</c>.</summary>
public sealed record SizeOptions
{
    /// <summary>Of the job's own container.</summary>
    public ContainerSize Job { get; init; } = new();

    /// <summary>Of each service.</summary>
    public ContainerSize Service { get; init; } = new();

    /// <summary>Of all containers together (cpu and memory; Kubernetes 1.34 and newer).</summary>
    public ContainerSize Pod { get; init; } = new();
}
