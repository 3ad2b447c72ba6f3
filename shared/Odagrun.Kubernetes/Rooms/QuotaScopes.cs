using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Whether a quota's scopes cover a pod; all of them must.</summary>
internal static class QuotaScopes
{
    public static bool Cover(V1ResourceQuotaSpec? spec, V1PodSpec pod, PodDemand demand) =>
        (spec?.Scopes ?? []).All(scope => Covers(scope, "Exists", [], pod, demand))
        && (spec?.ScopeSelector?.MatchExpressions ?? []).All(
            term => Covers(term.ScopeName, term.OperatorProperty, term.Values ?? [], pod, demand));

    private static bool Covers(string scope, string verb, IList<string> values, V1PodSpec pod, PodDemand demand) => scope switch
    {
        "Terminating" => pod.ActiveDeadlineSeconds is >= 0,
        "NotTerminating" => pod.ActiveDeadlineSeconds is not >= 0,
        "BestEffort" => IsBestEffort(demand),
        "NotBestEffort" => !IsBestEffort(demand),
        "PriorityClass" => HasPriority(pod.PriorityClassName, verb, values),
        "CrossNamespacePodAffinity" => false,

        // One that is newer than this program: better to be refused by the API server than to wait for nothing.
        _ => false,
    };

    private static bool IsBestEffort(PodDemand demand) =>
        demand.Containers.All(container => !container.Requests.Concat(container.Limits)
            .Any(entry => entry.Key is "cpu" or "memory" && entry.Value > ResourceAmount.Zero));

    private static bool HasPriority(string? name, string verb, IList<string> values) => verb switch
    {
        "In" => name is not null && values.Contains(name),
        "NotIn" => name is null || !values.Contains(name),
        "Exists" => !string.IsNullOrEmpty(name),
        "DoesNotExist" => string.IsNullOrEmpty(name),
        _ => false,
    };
}
