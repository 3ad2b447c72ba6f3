using k8s;
using k8s.Exceptions;

namespace Odagrun.Kubernetes.Api;

/// <summary>Finds the cluster: the configured kubeconfig, else the pod's service account, else KUBECONFIG or ~/.kube/config.</summary>
internal static class ClientConfiguration
{
    /// <summary>Loads it.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it can't be used; the message says what to set.</exception>
    public static KubernetesClientConfiguration Load(KubernetesOptions options)
    {
        try
        {
            // The service account's token is read again every minute; it is renewed in place.
            var configuration = options.Kubeconfig is { } path ? KubernetesClientConfiguration.BuildConfigFromConfigFile(
                new FileInfo(path), options.Context)
                : KubernetesClientConfiguration.IsInCluster() ? KubernetesClientConfiguration.InClusterConfig()
                : KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath: null, options.Context);
            configuration.UserAgent = "odagrun-functions";
            configuration.HttpClientTimeout = Retries.Patience + (2 * Retries.Attempt);
            configuration.FirstMessageHandlerSetup = Set;
            return configuration;
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException(
                $"The cluster can't be found ({e.Message}): set {KubernetesOptions.Section}:Kubeconfig or KUBECONFIG to a kubeconfig's path, or run in a pod with a service account", e);
        }
    }

    // A connection that died without a word is noticed within seconds: watches hang on it.
    private static void Set(SocketsHttpHandler handler)
    {
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        handler.KeepAlivePingDelay = TimeSpan.FromSeconds(10);
        handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(5);
        handler.PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2);
    }
}
