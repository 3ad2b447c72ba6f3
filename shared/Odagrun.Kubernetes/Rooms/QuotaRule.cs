using System.Numerics;
using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>A ResourceQuota that counts a pod: what it allows, and what is used of it.</summary>
internal sealed record QuotaRule(
    string Name, IReadOnlyDictionary<string, ResourceAmount> Hard, IReadOnlyDictionary<string, ResourceAmount> Used)
{
    // Of these the API server wants every container to say something.
    private static readonly string[] Wanted = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"];

    /// <summary>A ResourceQuota, where its scopes cover the pod; what is reserved counts as used.</summary>
    public static QuotaRule? Of(V1ResourceQuota quota, V1PodSpec pod, PodDemand demand, IReadOnlyCollection<Reservation> reserved)
    {
        if (!QuotaScopes.Cover(quota.Spec, pod, demand))
        {
            return null;
        }

        var hard = PodDemand.Read(quota.Status?.Hard is { Count: > 0 } counted ? counted : quota.Spec?.Hard);
        var used = PodDemand.Read(quota.Status?.Used);
        foreach (var other in reserved.Where(other => QuotaScopes.Cover(quota.Spec, other.Pod, other.Demand)))
        {
            foreach (var resource in hard.Keys)
            {
                if (other.Demand.Find(resource) is { } amount)
                {
                    used[resource] = used.GetValueOrDefault(resource, ResourceAmount.Zero) + amount;
                }
            }
        }

        return new QuotaRule(quota.Metadata.Name, hard, used);
    }

    /// <summary>Whether the pod fits beside what is used.</summary>
    public Room Check(PodDemand pod)
    {
        foreach (var resource in Hard.Keys.Where(Wanted.Contains))
        {
            if (pod.Containers.FirstOrDefault(container => !Says(container, resource)) is { } silent)
            {
                return Room.Never(
                    $"the quota '{Name}' counts {resource}, and the container '{silent.Name}' says none: set it in Odagrun:Pods, or give the namespace a LimitRange with defaults");
            }
        }

        var later = Room.Here;
        foreach (var (resource, hard) in Hard)
        {
            if (pod.Find(resource) is not { } amount)
            {
                continue;
            }

            if (amount > hard)
            {
                return Room.Never(
                    $"the pod needs {amount.Describe(resource)} of {ResourceNames.Plain(resource)}, and the quota '{Name}' allows {hard.Describe(resource)} for all pods together");
            }

            if (amount > Free(resource))
            {
                later = Room.Later(
                    $"needs {ResourceNames.Wish(resource, amount)}: the quota '{Name}' allows {hard.Describe(resource)}, {ResourceAmount.Min(UsedOf(resource), hard).Describe(resource)} are used");
            }
        }

        return later;
    }

    /// <summary>How many more of such pods fit, each with a Secret; null: this quota does not bound them.</summary>
    public int? Count(PodDemand pod)
    {
        int? least = null;
        foreach (var resource in Hard.Keys)
        {
            var amount = pod.Find(resource) ?? (resource is "secrets" or "count/secrets" ? ResourceAmount.Of(1) : ResourceAmount.Zero);
            if (amount > ResourceAmount.Zero)
            {
                var free = Free(resource);
                var count = free <= ResourceAmount.Zero ? 0 : (int)BigInteger.Min(free.Nanos / amount.Nanos, int.MaxValue);
                least = Math.Min(least ?? int.MaxValue, count);
            }
        }

        return least;
    }

    private ResourceAmount UsedOf(string resource) => Used.TryGetValue(resource, out var used) ? used : ResourceAmount.Zero;

    private ResourceAmount Free(string resource) => Hard[resource] - UsedOf(resource);

    private static bool Says(ContainerDemand container, string resource) =>
        resource.StartsWith("limits.", StringComparison.Ordinal)
            ? container.Limits.ContainsKey(resource["limits.".Length..])
            : container.Requests.ContainsKey(
                resource.StartsWith("requests.", StringComparison.Ordinal) ? resource["requests.".Length..] : resource);
}
