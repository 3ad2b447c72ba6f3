using k8s.Models;
using Odagrun.Kubernetes.Manifests;

namespace Odagrun.Kubernetes.Following;

/// <summary>Finds containers' statuses.</summary>
internal static class ContainerStatuses
{
    public static V1ContainerStatus? Executor(V1Pod pod) =>
        pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == ContainerNames.Executor);

    public static bool IsRunning(V1Pod pod) => Executor(pod)?.State?.Running is not null;

    public static DateTimeOffset? StartedAt(V1Pod pod) => Times.Utc(Executor(pod)?.State?.Running?.StartedAt);

    /// <summary>What keeps the executor from starting: its own container, or a service that must start before it.</summary>
    public static IEnumerable<V1ContainerStatus> BeforeStart(V1Pod pod) =>
        (pod.Status?.InitContainerStatuses ?? []).Concat(Executor(pod) is { } executor ? [executor] : []);

    public static V1PodCondition? Condition(V1Pod pod, string type) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);

    public static V1PodCondition? Disruption(V1Pod pod) =>
        Condition(pod, "DisruptionTarget") is { Status: "True" } disruption ? disruption : null;
}
