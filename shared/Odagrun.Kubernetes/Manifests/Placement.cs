using k8s.Models;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>On which nodes, and before whom.</summary>
internal static class Placement
{
    public static void Set(V1PodSpec spec, SchedulingOptions options)
    {
        spec.NodeSelector = options.NodeSelector.Count == 0
            ? null
            : new SortedDictionary<string, string>(options.NodeSelector.ToDictionary(), StringComparer.Ordinal);
        spec.Tolerations = options.Tolerations.Count == 0 ? null : [.. options.Tolerations.Select(Toleration)];
        spec.Affinity = options.Affinity;
        spec.PriorityClassName = options.PriorityClass;
        spec.RuntimeClassName = options.RuntimeClass;
        spec.SchedulerName = options.Scheduler;
    }

    private static V1Toleration Toleration(PodToleration toleration) => new()
    {
        Key = toleration.Key,
        OperatorProperty = toleration.Value is null ? "Exists" : "Equal",
        Value = toleration.Value,
        Effect = toleration.Effect,
    };
}
