using k8s.Models;

namespace Odagrun.Kubernetes.Tests.Rooms;

/// <summary>Pods and rules, written shortly: <c>"cpu=500m memory=1Gi"</c>.</summary>
internal static class Pods
{
    public static V1PodSpec Of(params V1Container[] containers) => new() { Containers = [.. containers] };

    public static V1Container Container(string requests, string limits = "", string name = "job", string? restartPolicy = null) => new()
    {
        Name = name,
        RestartPolicy = restartPolicy,
        Resources = new V1ResourceRequirements { Requests = Amounts(requests), Limits = Amounts(limits) },
    };

    public static V1ResourceQuota Quota(string hard, string used = "", params string[] scopes) => new()
    {
        Metadata = new V1ObjectMeta { Name = "ci" },
        Spec = new V1ResourceQuotaSpec { Hard = Amounts(hard), Scopes = scopes },
        Status = new V1ResourceQuotaStatus { Hard = Amounts(hard), Used = Amounts(used) },
    };

    public static V1LimitRange Range(
        string type, string min = "", string max = "", string defaults = "", string defaultRequests = "") => new()
        {
            Metadata = new V1ObjectMeta { Name = "sizes" },
            Spec = new V1LimitRangeSpec
            {
                Limits =
            [
                new V1LimitRangeItem
                {
                    Type = type,
                    Min = Amounts(min),
                    Max = Amounts(max),
                    DefaultProperty = Amounts(defaults),
                    DefaultRequest = Amounts(defaultRequests),
                },
            ],
            },
        };

    public static V1Node Node(string allocatable, params string[] labels) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "node",
            Labels = labels.Select(label => label.Split('=')).ToDictionary(label => label[0], label => label[1]),
        },
        Status = new V1NodeStatus { Allocatable = Amounts(allocatable) },
    };

    private static Dictionary<string, ResourceQuantity> Amounts(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(amount => amount.Split('='))
        .ToDictionary(amount => amount[0], amount => new ResourceQuantity(amount[1]));
}
