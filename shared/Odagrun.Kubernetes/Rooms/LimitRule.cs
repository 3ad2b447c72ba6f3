using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>One item of a LimitRange.</summary>
internal sealed record LimitRule(
    string Name,
    string Type,
    IReadOnlyDictionary<string, ResourceAmount> Min,
    IReadOnlyDictionary<string, ResourceAmount> Max,
    IReadOnlyDictionary<string, ResourceAmount> Default,
    IReadOnlyDictionary<string, ResourceAmount> DefaultRequest)
{
    /// <summary>Whether it is about each container; else about whole pods, or something else.</summary>
    public bool IsForContainers => Type == "Container";

    /// <summary>The items of a LimitRange.</summary>
    public static IEnumerable<LimitRule> Of(V1LimitRange range) => (range.Spec?.Limits ?? []).Select(item => new LimitRule(
        range.Metadata.Name,
        item.Type,
        PodDemand.Read(item.Min),
        PodDemand.Read(item.Max),
        PodDemand.Read(item.DefaultProperty),
        PodDemand.Read(item.DefaultRequest)));

    /// <summary>Why a pod can't be, null: it can.</summary>
    public string? Problem(PodDemand pod) => Type switch
    {
        "Container" => pod.Containers.Select(container => Problem($"the container '{container.Name}'", "a container", container.Requests,
            container.Limits)).FirstOrDefault(problem => problem is not null),
        "Pod" => Problem("the pod", "a pod", pod.Requests, pod.Limits),
        _ => null,
    };

    private string? Problem(
        string who, string kind, IReadOnlyDictionary<string, ResourceAmount> requests, IReadOnlyDictionary<string, ResourceAmount> limits)
    {
        foreach (var (resource, max) in Max)
        {
            // What is not limited may use more than is allowed.
            if (!limits.TryGetValue(resource, out var limit))
            {
                return $"{who} has no limit of {ResourceNames.Plain(resource)}, and the LimitRange '{Name}' allows {kind} at most {max.Describe(resource)}";
            }

            if (limit > max)
            {
                return $"{who} asks for {limit.Describe(resource)} of {ResourceNames.Plain(resource)}, and the LimitRange '{Name}' allows {kind} at most {max.Describe(resource)}";
            }
        }

        foreach (var (resource, min) in Min)
        {
            if (!requests.TryGetValue(resource, out var request) || request < min)
            {
                return $"{who} asks for {(requests.ContainsKey(resource) ? requests[resource].Describe(resource) : "nothing")} of {ResourceNames.Plain(resource)}, "
                    + $"and the LimitRange '{Name}' wants at least {min.Describe(resource)} of {kind}";
            }
        }

        return null;
    }
}
