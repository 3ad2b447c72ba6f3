using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Counts with the namespace's quotas and LimitRanges, and with the nodes where they may be read.</summary>
internal sealed class NamespaceRooms(RoomSources sources) : IRooms
{
    public async Task<Room> CheckAsync(V1PodSpec pod, CancellationToken cancellationToken)
    {
        var (rules, demand) = await DemandAsync(pod, cancellationToken).ConfigureAwait(false);
        if (rules.Select(rule => rule.Problem(demand)).FirstOrDefault(problem => problem is not null) is { } refused)
        {
            return Room.Never(refused);
        }

        var quotas = await QuotasAsync(pod, demand, cancellationToken).ConfigureAwait(false);
        Room[] answers = [.. quotas.Select(quota => quota.Check(demand))];
        if (answers.FirstOrDefault(answer => answer.Result == RoomResult.NeverFits) is { } never)
        {
            return never;
        }

        var nodes = await sources.NodesAsync(cancellationToken).ConfigureAwait(false);
        return NodeRule.Problem(nodes, pod, demand) is { } problem
            ? Room.Never(problem)
            : answers.FirstOrDefault(answer => answer.Result == RoomResult.FitsLater) ?? Room.Here;
    }

    public async Task<int?> CountAsync(V1PodSpec pod, CancellationToken cancellationToken)
    {
        var (_, demand) = await DemandAsync(pod, cancellationToken).ConfigureAwait(false);
        return (await QuotasAsync(pod, demand, cancellationToken).ConfigureAwait(false)).Min(quota => quota.Count(demand));
    }

    private async Task<(IReadOnlyList<LimitRule> Rules, PodDemand Demand)> DemandAsync(V1PodSpec pod, CancellationToken cancellationToken)
    {
        IReadOnlyList<LimitRule> rules = [.. (await sources.LimitRangesAsync(cancellationToken).ConfigureAwait(false)).SelectMany(LimitRule.Of)];
        return (rules, PodDemand.Of(pod, rules));
    }

    private async Task<IEnumerable<QuotaRule>> QuotasAsync(V1PodSpec pod, PodDemand demand, CancellationToken cancellationToken) =>
        (await sources.QuotasAsync(cancellationToken).ConfigureAwait(false)).Select(quota => QuotaRule.Of(quota, pod, demand)).OfType<QuotaRule>();
}
