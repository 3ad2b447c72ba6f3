using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Odagrun.Kubernetes.Api;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.StandIn;

/// <summary>Connects to a server by a kubeconfig of its own.</summary>
internal static class StandInConnection
{
    public static ClusterConnection To(int port, WorkDirectory work, TimeProvider clock, int requestsPerSecond = 1000)
    {
        var path = Path.Combine(work.Path, $"kubeconfig-{port}");
        File.WriteAllText(path, $$$"""
            apiVersion: v1
            kind: Config
            current-context: t
            clusters: [{name: t, cluster: {server: 'http://127.0.0.1:{{{port}}}'}}]
            contexts: [{name: t, context: {cluster: t, user: u, namespace: ci}}]
            users: [{name: u, user: {token: secret-token}}]
            """);
        var options = new KubernetesOptions { Kubeconfig = path, RequestsPerSecond = requestsPerSecond };
        return new ClusterConnection(Options.Create(options), clock, NullLogger<ClusterConnection>.Instance);
    }
}
