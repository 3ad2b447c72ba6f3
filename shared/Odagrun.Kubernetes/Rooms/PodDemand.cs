using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>
/// What a pod asks for, counted as the API server does: the sum of its containers, or an init container that needs more, and the
/// runtime's overhead; after the defaults of the namespace's LimitRanges.
/// </summary>
internal sealed record PodDemand(
    IReadOnlyList<ContainerDemand> Containers, IReadOnlyDictionary<string, ResourceAmount> Requests,
    IReadOnlyDictionary<string, ResourceAmount> Limits)
{
    /// <summary>Counts it.</summary>
    public static PodDemand Of(V1PodSpec pod, IReadOnlyList<LimitRule> rules)
    {
        var containers = Demands(pod.Containers, rules);
        var inits = Demands(pod.InitContainers, rules);
        bool[] areSidecars = [.. (pod.InitContainers ?? []).Select(init => init.RestartPolicy == "Always")];
        var overhead = Read(pod.Overhead);
        return new PodDemand(
            [.. containers, .. inits],
            Sum(containers, inits, areSidecars, container => container.Requests, overhead),
            Sum(containers, inits, areSidecars, container => container.Limits, overhead));
    }

    /// <summary>What a quota counts of it under that name; null: nothing.</summary>
    public ResourceAmount? Find(string resource) =>
        resource.StartsWith("limits.", StringComparison.Ordinal) ? Get(Limits, resource["limits.".Length..])
        : resource.StartsWith("requests.", StringComparison.Ordinal) ? Get(Requests, resource["requests.".Length..])
        : resource is "cpu" or "memory" or "ephemeral-storage"
            || resource.StartsWith("hugepages-", StringComparison.Ordinal) ? Get(Requests, resource)
        : resource is "pods" or "count/pods" or "count/jobs.batch" ? ResourceAmount.Of(1)
        : null;

    /// <summary>Quantities of the API.</summary>
    public static Dictionary<string, ResourceAmount> Read(IDictionary<string, ResourceQuantity>? quantities)
    {
        var amounts = new Dictionary<string, ResourceAmount>(StringComparer.Ordinal);
        foreach (var (name, quantity) in quantities ?? new Dictionary<string, ResourceQuantity>())
        {
            if (ResourceAmount.TryParse(quantity.ToString()) is { } amount)
            {
                amounts[name] = amount;
            }
        }

        return amounts;
    }

    private static List<ContainerDemand> Demands(IEnumerable<V1Container>? containers, IReadOnlyList<LimitRule> rules) =>
        [.. (containers ?? []).Select(container => Demand(container, rules))];

    // In the API server's order: a request that lacks is the limit; then the LimitRanges' defaults.
    private static ContainerDemand Demand(V1Container container, IReadOnlyList<LimitRule> rules)
    {
        var (requests, limits) = (Read(container.Resources?.Requests), Read(container.Resources?.Limits));
        Fill(requests, limits);
        foreach (var rule in rules.Where(rule => rule.IsForContainers))
        {
            Fill(limits, rule.Default);
            Fill(requests, rule.DefaultRequest);
        }

        return new ContainerDemand(container.Name, requests, limits);
    }

    private static void Fill(Dictionary<string, ResourceAmount> target, IReadOnlyDictionary<string, ResourceAmount> defaults)
    {
        foreach (var (name, amount) in defaults)
        {
            target.TryAdd(name, amount);
        }
    }

    private static Dictionary<string, ResourceAmount> Sum(
        List<ContainerDemand> containers,
        List<ContainerDemand> inits,
        bool[] areSidecars,
        Func<ContainerDemand, IReadOnlyDictionary<string, ResourceAmount>> part,
        Dictionary<string, ResourceAmount> overhead)
    {
        var sums = new Dictionary<string, ResourceAmount>(StringComparer.Ordinal);
        foreach (var name in containers.Concat(inits).SelectMany(container => part(container).Keys).Distinct())
        {
            var sidecars = ResourceAmount.Zero;
            var largest = ResourceAmount.Zero;
            for (var index = 0; index < inits.Count; index++)
            {
                var own = Get(part(inits[index]), name) ?? ResourceAmount.Zero;
                sidecars += areSidecars[index] ? own : ResourceAmount.Zero;
                largest = ResourceAmount.Max(largest, areSidecars[index] ? sidecars : sidecars + own);
            }

            var running = containers.Aggregate(sidecars, (sum, container) => sum + (Get(part(container), name) ?? ResourceAmount.Zero));
            sums[name] = ResourceAmount.Max(running, largest) + (Get(overhead, name) ?? ResourceAmount.Zero);
        }

        return sums;
    }

    private static ResourceAmount? Get(IReadOnlyDictionary<string, ResourceAmount> amounts, string name) =>
        amounts.TryGetValue(name, out var amount) ? amount : null;
}
