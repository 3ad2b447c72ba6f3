namespace Odagrun.Kubernetes.Rooms;

/// <summary>What one container asks for, once defaults are put in.</summary>
internal sealed record ContainerDemand(
    string Name, IReadOnlyDictionary<string, ResourceAmount> Requests, IReadOnlyDictionary<string, ResourceAmount> Limits);
