using Odagrun.Stack.Installation;
using Odagrun.Stack.Services;

namespace Odagrun.Stack.Cluster;

/// <summary>
/// What turns an installation on this machine (<see cref="LocalInstallation"/>) into one whose jobs run in a cluster: a namespace
/// with keda/base/rbac and nothing more, the host's settings, and a registry that nodes and pods reach. The host stays a process
/// of this machine, so that it can be killed; to the API server it is the service account.
/// </summary>
public sealed class ClusterInstallation : IAsyncDisposable
{
    private ClusterInstallation(TestCluster cluster, ClusterNamespace place, DockerRegistry registry, string kubeconfig)
    {
        Cluster = cluster;
        Namespace = place;
        Registry = registry;
        Settings = new Dictionary<string, string>
        {
            ["Odagrun__Pods__Launcher"] = "kubernetes",
            ["Odagrun__Kubernetes__Namespace"] = place.Name,
            ["Odagrun__Kubernetes__Kubeconfig"] = kubeconfig,
        };
    }

    /// <summary>Where it is.</summary>
    public TestCluster Cluster { get; }

    /// <summary>Where its jobs run.</summary>
    public ClusterNamespace Namespace { get; }

    /// <summary>Where base images are and executor images go.</summary>
    public DockerRegistry Registry { get; }

    /// <summary>The host's settings, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Makes the namespace, the account and the registry.</summary>
    public static async Task<ClusterInstallation> PrepareAsync(CancellationToken cancellationToken)
    {
        var cluster = await TestCluster.GetAsync(cancellationToken);
        var place = await cluster.CreateNamespaceAsync(cancellationToken);
        try
        {
            var kubeconfig = await place.ApplyFolderAsync(
                Path.Combine(RepositoryPaths.Root, "keda", "base", "rbac"), "odagrun", cancellationToken);
            return new ClusterInstallation(cluster, place, await RegistryAsync(cluster, cancellationToken), kubeconfig);
        }
        catch
        {
            await place.DisposeAsync();
            throw;
        }
    }

    /// <summary>Jobs, pods and Secrets of jobs that are there now, by kubectl's names of them.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(CancellationToken cancellationToken)
    {
        var names = await Namespace.Kubectl.RunAsync(
            ["get", "jobs,pods,secrets", "--selector", "app.kubernetes.io/managed-by=odagrun", "--output", "name"], cancellationToken);
        return [.. names.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(name => !name.EndsWith("-pull", StringComparison.Ordinal))];
    }

    /// <summary>Waits, a minute at most, until nothing of any job is left.</summary>
    public async Task NothingIsLeftAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await LeftoversAsync(limit.Token)).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await Namespace.DisposeAsync();
    }

    // One's own, so that it can be stopped and looked into; another's cluster trusts only the registry that it came with.
    private static async Task<DockerRegistry> RegistryAsync(TestCluster cluster, CancellationToken cancellationToken)
    {
        if (!cluster.IsOwn)
        {
            return DockerRegistry.At(cluster.RegistryHost);
        }

        var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { Address = cluster.Address }, cancellationToken);
        await cluster.TrustRegistryAsync(registry.Host, cancellationToken);
        return registry;
    }
}
