namespace Odagrun.Kubernetes.Rooms;

/// <summary>The names of resources, for people.</summary>
internal static class ResourceNames
{
    /// <summary>Of a resource.</summary>
    public static string Plain(string resource) => resource switch
    {
        "cpu" or "requests.cpu" => "CPU",
        "memory" or "requests.memory" => "memory",
        "ephemeral-storage" or "requests.ephemeral-storage" => "disk (ephemeral-storage)",
        "limits.cpu" => "CPU limit",
        "limits.memory" => "memory limit",
        "limits.ephemeral-storage" => "disk limit (ephemeral-storage)",
        _ when resource.StartsWith("requests.", StringComparison.Ordinal) => resource["requests.".Length..],
        _ => resource,
    };

    /// <summary>What a job needs that waits for <paramref name="amount"/> of it.</summary>
    public static string Wish(string resource, ResourceAmount amount) => resource switch
    {
        "pods" or "count/pods" => "a place for its pod",
        "count/jobs.batch" => "a place for its Job",
        "secrets" or "count/secrets" => "a place for its Secret",
        _ => $"{amount.Describe(resource)} of {Plain(resource)}",
    };
}
