using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Whether pods fit into the namespace, before they are made. <c>isCounted</c> tells of a job whether its pod is there.</summary>
internal interface IRooms
{
    /// <summary>Whether a job's pod, and the Job it belongs to, fits; if so, the room is the job's until its pod is there.</summary>
    Task<Room> TakeAsync(string job, V1PodSpec pod, Func<string, bool> isCounted, CancellationToken cancellationToken);

    /// <summary>Gives room back that was taken for a pod that will not be made.</summary>
    void Release(string job);

    /// <summary>How many more jobs of such a pod fit; null: nothing bounds them.</summary>
    Task<int?> CountAsync(V1PodSpec pod, Func<string, bool> isCounted, CancellationToken cancellationToken);
}
