using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Whether pods fit into the namespace, before they are made.</summary>
internal interface IRooms
{
    /// <summary>Whether a pod, and the Job it belongs to, fits.</summary>
    Task<Room> CheckAsync(V1PodSpec pod, CancellationToken cancellationToken);

    /// <summary>How many more jobs of such a pod fit; null: nothing bounds them.</summary>
    Task<int?> CountAsync(V1PodSpec pod, CancellationToken cancellationToken);
}
