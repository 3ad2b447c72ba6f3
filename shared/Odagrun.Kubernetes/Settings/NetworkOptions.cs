namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Network</c>.</summary>
public sealed record NetworkOptions
{
    /// <summary>ClusterFirst, ClusterFirstWithHostNet, Default or None; null: the cluster's default.</summary>
    public string? DnsPolicy { get; init; }

    /// <summary>Addresses of name servers.</summary>
    public IReadOnlyList<string> Nameservers { get; init; } = [];

    /// <summary>Domains in which short names are looked up.</summary>
    public IReadOnlyList<string> Searches { get; init; } = [];

    /// <summary>Resolver options, <c>name</c> or <c>name:value</c>.</summary>
    public IReadOnlyList<string> ResolverOptions { get; init; } = [];

    /// <summary>Host names by address, beside those of services.</summary>
    public IReadOnlyList<HostAlias> HostAliases { get; init; } = [];
}
