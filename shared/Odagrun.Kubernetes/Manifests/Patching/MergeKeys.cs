namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>
/// Which lists of a pod spec are merged, and by which field: the patchStrategy and patchMergeKey of the Go types (k8s.io/api/core/v1).
/// All other lists are replaced, tolerations among them.
/// </summary>
internal static class MergeKeys
{

    /// <summary>The field by which a list's elements are found; null: the list is replaced. List elements are <c>*</c> in paths.</summary>
    public static string? Of(string path) => path switch
    {
        "/containers" or "/initContainers" or "/ephemeralContainers" or "/volumes" or "/imagePullSecrets" or "/resourceClaims"
            or "/schedulingGates" => "name",
        "/hostAliases" => "ip",
        "/topologySpreadConstraints" => "topologyKey",
        _ when InContainer(path) is { } field => field switch
        {
            "env" => "name",
            "volumeMounts" => "mountPath",
            "volumeDevices" => "devicePath",
            "ports" => "containerPort",
            _ => null,
        },
        _ => null,
    };

    private static string? InContainer(string path) =>
        path.Split('/') is ["", "containers" or "initContainers" or "ephemeralContainers", "*", var field] ? field : null;
}
