using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Settings;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>A job that never runs: what can't be built for it can be built for none, so that settings are refused at start.</summary>
internal static class SamplePod
{
    private static readonly ClusterFeatures[] Clusters = [new(1, 20), new(1, 40)];

    /// <summary>Why the options make no pod; null: they do.</summary>
    public static string? Problem(KubernetesPodOptions options)
    {
        // These two depend on the cluster, of which nothing is known at start.
        var independent = options with
        {
            Identity = options.Identity with { UserNamespace = false },
            Sizes = options.Sizes with { Pod = new ContainerSize() },
        };
        return Clusters.Select(cluster => JobManifest.Build(Request(), independent, new KubernetesOptions(), cluster).Problem)
            .FirstOrDefault(problem => problem is not null);
    }

    private static PodRequest Request() => new(
        new JobName("sample", 1),
        new ImageReference("registry.example.com", "odagrun/executor", "sample", null),
        ReadOnlyMemory<byte>.Empty,
        JobKey.Create(),
        TimeSpan.FromHours(1),
        RegistryCredentials.Anonymous,
        new PodLimits());
}
