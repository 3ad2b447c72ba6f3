using Odagrun.Stack.Cluster;
using Odagrun.Stack.Services;

namespace Odagrun.Lab.Running;

/// <summary>How a Lab and its runner behave.</summary>
public sealed record LabWithRunnerOptions
{
    /// <summary>The Lab's options.</summary>
    public LabOptions Lab { get; init; } = new();

    /// <summary>Jobs at once.</summary>
    public int Limit { get; init; } = 20;

    /// <summary>A registry that is there already; null: a new one.</summary>
    public DockerRegistry? Registry { get; init; }

    /// <summary>Whether queues and registry are reached through proxies that can break things.</summary>
    public bool FaultProxies { get; init; }

    /// <summary>More settings of the host, as environment variables (<c>Odagrun__…</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Sees each line the host prints.</summary>
    public Action<string>? OnHostLine { get; init; }

    /// <summary>The same with jobs in a cluster: the Lab listens where pods reach it.</summary>
    public LabWithRunnerOptions In(ClusterInstallation ground) => this with
    {
        Lab = Lab with { Address = ground.Cluster.Address },
        Registry = ground.Registry,
        Settings = new Dictionary<string, string>([.. ground.Settings, .. Settings]),
    };
}
