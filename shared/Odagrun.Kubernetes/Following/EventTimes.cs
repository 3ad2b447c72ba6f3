using k8s.Models;

namespace Odagrun.Kubernetes.Following;

/// <summary>When an event happened last: old and new components fill different fields.</summary>
internal static class EventTimes
{
    public static DateTime Last(Corev1Event entry) =>
        entry.Series?.LastObservedTime ?? entry.LastTimestamp ?? entry.EventTime ?? entry.Metadata.CreationTimestamp ?? DateTime.MinValue;
}
