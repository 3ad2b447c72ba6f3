using Microsoft.Extensions.Options;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Manifests;
using Odagrun.Kubernetes.Rooms;
using Odagrun.Kubernetes.Settings;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Kubernetes.Pods;

/// <summary>How many more jobs of the configured size fit.</summary>
internal sealed class JobRoom(ClusterFacts facts, IOptions<KubernetesPodOptions> pods, IOptions<KubernetesOptions> cluster,
    ClusterWatches watches, IRooms? rooms = null)
{
    // Stands for any job that wishes nothing of its own; it is never made.
    private static readonly JobName Any = new("any", 1);
    private static readonly ImageReference Image = ImageReference.Parse("registry.invalid/any:1");

    public async Task<int?> CountAsync(CancellationToken cancellationToken)
    {
        if (rooms is null)
        {
            return null;
        }

        var features = await facts.GetAsync(cancellationToken).ConfigureAwait(false);
        var request = new PodRequest(
            Any, Image, ReadOnlyMemory<byte>.Empty, JobKey.Create(), TimeSpan.FromHours(1), RegistryCredentials.Anonymous, new PodLimits());
        return JobManifest.Build(request, pods.Value, cluster.Value, features).Job is { } job
            ? await rooms.CountAsync(job.Spec.Template.Spec, watches.HasPod, cancellationToken).ConfigureAwait(false)
            : null;
    }
}
