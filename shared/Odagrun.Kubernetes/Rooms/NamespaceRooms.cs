using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Counts with the namespace's quotas and LimitRanges, and with the nodes where they may be read.</summary>
internal sealed class NamespaceRooms(RoomSources sources, Reservations reservations) : IRooms
{
    public async Task<Room> TakeAsync(string job, V1PodSpec pod, Func<string, bool> isCounted, CancellationToken cancellationToken)
    {
        var (rules, demand) = await DemandAsync(pod, cancellationToken).ConfigureAwait(false);
        if (rules.Select(rule => rule.Problem(demand)).FirstOrDefault(problem => problem is not null) is { } refused)
        {
            return Room.Never(refused);
        }

        var nodes = await sources.NodesAsync(cancellationToken).ConfigureAwait(false);
        var quotas = await sources.QuotasAsync(cancellationToken).ConfigureAwait(false);
        return reservations.Take(job, pod, demand, isCounted, reserved =>
        {
            Room[] answers = [.. Rules(quotas, pod, demand, reserved).Select(quota => quota.Check(demand))];
            return answers.FirstOrDefault(answer => answer.Result == RoomResult.NeverFits)
                ?? (NodeRule.Problem(nodes, pod, demand) is { } problem ? Room.Never(problem) : null)
                ?? answers.FirstOrDefault(answer => answer.Result == RoomResult.FitsLater)
                ?? Room.Here;
        });
    }

    public void Release(string job) => reservations.Release(job);

    public async Task<int?> CountAsync(V1PodSpec pod, Func<string, bool> isCounted, CancellationToken cancellationToken)
    {
        var (_, demand) = await DemandAsync(pod, cancellationToken).ConfigureAwait(false);
        var quotas = await sources.QuotasAsync(cancellationToken).ConfigureAwait(false);
        return Rules(quotas, pod, demand, reservations.All(isCounted)).Min(quota => quota.Count(demand));
    }

    private async Task<(IReadOnlyList<LimitRule> Rules, PodDemand Demand)> DemandAsync(V1PodSpec pod, CancellationToken cancellationToken)
    {
        IReadOnlyList<LimitRule> rules = [.. (await sources.LimitRangesAsync(cancellationToken).ConfigureAwait(false)).SelectMany(
            LimitRule.Of)];
        return (rules, PodDemand.Of(pod, rules));
    }

    private static IEnumerable<QuotaRule> Rules(
        IReadOnlyList<V1ResourceQuota> quotas, V1PodSpec pod, PodDemand demand, IReadOnlyCollection<Reservation> reserved) =>
        quotas.Select(quota => QuotaRule.Of(quota, pod, demand, reserved)).OfType<QuotaRule>();
}
