using Odagrun.Lab.Running;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Installation;

namespace Odagrun.EndToEnd.Tests;

/// <summary>What a rig stands on here: a namespace of the cluster. The Lab listens where pods reach it.</summary>
internal sealed class RigGround : IAsyncDisposable
{
    /// <summary>
    /// The long runs are made at each change on one machine; in a cluster, which takes several times as long, on request
    /// (<c>-explicit only</c>).
    /// </summary>
    public const bool LongRunsAreOnRequest = true;

    /// <summary>A kubelet pulls a pod's image to the end before it ends the pod.</summary>
    public static bool PodsOutliveTheirPull => true;

    private RigGround(ClusterInstallation installation) => Installation = installation;

    public ClusterInstallation Installation { get; }

    /// <summary>kubectl in the jobs' namespace, as an administrator.</summary>
    public Kubectl Kubectl => Installation.Namespace.Kubectl;

    public static async Task<RigGround> PrepareAsync(CancellationToken cancellationToken) =>
        new(await ClusterInstallation.PrepareAsync(cancellationToken));

    public LabWithRunnerOptions Under(LabWithRunnerOptions options)
    {
        Assert.SkipWhen(options.FaultProxies && !Installation.Cluster.IsOwn,
            "the nodes of the cluster that KUBECONFIG names do not pull through a test's proxy");
        return options.In(Installation);
    }

    /// <summary>Nodes pull through the proxy where there is one.</summary>
    public async Task UseAsync(LabWithRunner parts, CancellationToken cancellationToken)
    {
        if (parts.Installation.RegistryHost != Installation.Registry.Host)
        {
            await Installation.Cluster.TrustRegistryAsync(parts.Installation.RegistryHost, cancellationToken);
        }
    }

    public Task<IReadOnlyList<string>> LeftoversAsync(LocalInstallation installation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return Installation.LeftoversAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
