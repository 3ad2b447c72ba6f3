namespace Odagrun.Kubernetes.Settings;

/// <summary>Host names of one address.</summary>
public sealed record HostAlias(string Address, IReadOnlyList<string> Names);
