using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>
/// What the cluster says of room: quotas and LimitRanges from watches, nodes from a list now and then. What the Role does not let us
/// read bounds nothing here: the API server has the last word anyway.
/// </summary>
internal sealed class RoomSources(ClusterConnection connection, TimeProvider clock, ILogger<RoomSources> logger) : IAsyncDisposable
{
    private static readonly TimeSpan NodesAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RefusalAge = TimeSpan.FromMinutes(10);

    private readonly ObjectWatch<V1ResourceQuota, V1ResourceQuotaList> _quotas = new(
        connection, new WatchTarget<V1ResourceQuota>(
            $"api/v1/namespaces/{connection.Namespace}/resourcequotas", quota => quota.Metadata.Name), clock, logger);

    private readonly ObjectWatch<V1LimitRange, V1LimitRangeList> _ranges = new(
        connection, new WatchTarget<V1LimitRange>($"api/v1/namespaces/{connection.Namespace}/limitranges", range => range.Metadata.Name),
        clock, logger);

    private readonly UnreadableSources _unreadable = new(clock, RefusalAge);
    private readonly SemaphoreSlim _one = new(1);
    private IReadOnlyList<NodeRule> _nodes = [];
    private DateTimeOffset _nodesUntil;

    /// <summary>The namespace's quotas.</summary>
    public Task<IReadOnlyList<V1ResourceQuota>> QuotasAsync(CancellationToken cancellationToken) =>
        ReadAsync("resourcequotas", _quotas, cancellationToken);

    /// <summary>The namespace's LimitRanges.</summary>
    public Task<IReadOnlyList<V1LimitRange>> LimitRangesAsync(CancellationToken cancellationToken) =>
        ReadAsync("limitranges", _ranges, cancellationToken);

    /// <summary>The nodes; none where they can't be read.</summary>
    public async Task<IReadOnlyList<NodeRule>> NodesAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (clock.GetUtcNow() >= _nodesUntil && !_unreadable.Has("nodes"))
            {
                var list = await connection.Client.CoreV1.ListNodeAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                _nodes = [.. list.Items.Select(NodeRule.Of)];
                _nodesUntil = clock.GetUtcNow() + NodesAge;
            }
        }
        catch (KubernetesApiException e) when (e.IsMissingRight)
        {
            _unreadable.Note("nodes");
            _nodes = [];
        }
        finally
        {
            _one.Release();
        }

        return _nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await _quotas.DisposeAsync().ConfigureAwait(false);
        await _ranges.DisposeAsync().ConfigureAwait(false);
        _one.Dispose();
    }

    private async Task<IReadOnlyList<T>> ReadAsync<T, TList>(string what, ObjectWatch<T, TList> watch, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
        where TList : IKubernetesObject<V1ListMeta>, IItems<T>
    {
        if (_unreadable.Has(what))
        {
            return [];
        }

        try
        {
            using var use = await watch.UseAsync(cancellationToken).ConfigureAwait(false);
            return watch.All();
        }
        catch (KubernetesApiException e) when (e.IsMissingRight)
        {
            logger.RoomUnknown(what, e.Message);
            _unreadable.Note(what);
            return [];
        }
    }
}
