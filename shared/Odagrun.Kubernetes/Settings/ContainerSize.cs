namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Sizes:Job</c>, <c>…:Service</c> or <c>…:Pod</c>.</summary>
public sealed record ContainerSize
{
    /// <summary>Cores.</summary>
    public ResourceBound Cpu { get; init; } = ResourceBound.None;

    /// <summary>Bytes.</summary>
    public ResourceBound Memory { get; init; } = ResourceBound.None;

    /// <summary>Bytes on the node's disk: what a container writes, its log, emptyDir volumes.</summary>
    public ResourceBound EphemeralStorage { get; init; } = ResourceBound.None;
}
