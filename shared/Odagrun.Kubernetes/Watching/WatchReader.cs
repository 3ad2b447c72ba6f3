using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;
using k8s.Models;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Watching;

/// <summary>Lists and watches a target; the client library for Native AOT has no watcher of its own.</summary>
internal sealed class WatchReader<T, TList>(ClusterConnection connection, WatchTarget<T> target)
    where T : class, IKubernetesObject<V1ObjectMeta>
    where TList : IKubernetesObject<V1ListMeta>, IItems<T>
{
    private static readonly ApiCall Call = new("watch", typeof(T).Name, null, null);

    /// <summary>All objects there are, and the version they were listed at.</summary>
    public async Task<(IReadOnlyList<T> Items, string Version)> ListAsync(CancellationToken cancellationToken)
    {
        using var response = await connection.GetAsync(target.ListPath, cancellationToken).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var list = KubernetesJson.Deserialize<TList>(body);
        return ([.. target.OnlyNew ? [] : list.Items], list.Metadata.ResourceVersion);
    }

    /// <summary>What changes from <paramref name="version"/> on, until the server or the connection ends it.</summary>
    /// <exception cref="KubernetesApiException">The server refuses; <see cref="KubernetesApiException.IsExpired"/>: the version is too
    /// old.</exception>
    public async IAsyncEnumerable<WatchChange<T>> WatchAsync(
        string version, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await connection.GetAsync(target.WatchPath(version, (int)limit.TotalSeconds), cancellationToken)
            .ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            yield return Parse(line);
        }
    }

    private static WatchChange<T> Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var type = json.RootElement.GetProperty("type").GetString();
        var item = json.RootElement.GetProperty("object");
        if (type == "ERROR")
        {
            var status = KubernetesJson.Deserialize<V1Status>(item);
            throw ApiErrors.Of(Call, (HttpStatusCode)(status.Code ?? 500), status.Reason, status.Message);
        }

        return type == "BOOKMARK"
            ? new WatchChange<T>(null, false, item.GetProperty("metadata").GetProperty("resourceVersion").GetString()!)
            : Changed(KubernetesJson.Deserialize<T>(item), type == "DELETED");
    }

    private static WatchChange<T> Changed(T item, bool isGone) => new(item, isGone, item.Metadata.ResourceVersion);
}
