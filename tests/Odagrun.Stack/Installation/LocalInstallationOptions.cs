using Odagrun.Stack.Services;

namespace Odagrun.Stack.Installation;

/// <summary>What an installation is made of.</summary>
public sealed record LocalInstallationOptions
{
    /// <summary>The runners the host speaks for.</summary>
    public required IReadOnlyList<RunnerRegistration> Runners { get; init; }

    /// <summary>A registry that is there already; null: a new one.</summary>
    public DockerRegistry? Registry { get; init; }

    /// <summary>Whether queues and registry are reached through proxies that can break things.</summary>
    public bool FaultProxies { get; init; }

    /// <summary>More settings of the host, as environment variables (<c>Odagrun__…</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Sees each line the host prints.</summary>
    public Action<string>? OnHostLine { get; init; }
}
