using Odagrun.Stack.Cluster;
using Odagrun.Stack.Installation;

namespace Odagrun.Cluster.Tests.Cluster;

/// <summary>A namespace with keda/base/rbac and a pod, and kubectl as the functions' account.</summary>
public sealed class RoleFixture : IAsyncLifetime
{
    private const string SomePod =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: pod
        spec:
          containers:
          - name: one
            image: does.not.exist/image
        """;

    private ClusterNamespace? _namespace;
    private Kubectl? _odagrun;

    internal ClusterNamespace Namespace => _namespace!;

    internal Kubectl Odagrun => _odagrun!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var cluster = await TestCluster.GetAsync(cancellation);
        _namespace = await cluster.CreateNamespaceAsync(cancellation);
        await _namespace.Kubectl.ApplyAsync(SomePod, cancellation);
        _odagrun = new Kubectl(
            await _namespace.ApplyFolderAsync(Path.Combine(RepositoryPaths.Root, "keda", "base", "rbac"), "odagrun", cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        if (_namespace is not null)
        {
            await _namespace.DisposeAsync();
        }
    }
}
