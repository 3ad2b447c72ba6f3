using k8s.Models;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Following;

/// <summary>All that is known of a job's objects. <paramref name="Job"/> is null where the Job was never seen.</summary>
internal sealed record JobView(Observed<V1Job>? Job, IReadOnlyList<Observed<V1Pod>> Pods, IReadOnlyList<Corev1Event> Events)
{
    /// <summary>
    /// The job's pod: the first one. Old clusters make another when somebody deletes it, and nothing of that one may count.
    /// </summary>
    public Observed<V1Pod>? Pod => Pods
        .OrderBy(pod => pod.Object.Metadata.CreationTimestamp).ThenBy(pod => pod.Object.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault();

    /// <summary>The Job, while it is there.</summary>
    public V1Job? LiveJob => Job is { IsGone: false, Object.Metadata.DeletionTimestamp: null } live ? live.Object : null;
}
