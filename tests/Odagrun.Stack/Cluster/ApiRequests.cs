using System.Text.Json;

namespace Odagrun.Stack.Cluster;

/// <summary>How often an account asked the API server for what, as the API server itself notes it.</summary>
public sealed record ApiRequests(IReadOnlyDictionary<string, int> ByKind)
{
    /// <summary>All of them.</summary>
    public int Total => ByKind.Values.Sum();

    /// <summary>All that a service account asked for so far; nothing of a cluster that is not our own.</summary>
    public static async Task<ApiRequests> CountAsync(TestCluster cluster, string account, CancellationToken cancellationToken)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in cluster.IsOwn ? await ReadAsync(cluster.AuditLog, cancellationToken) : [])
        {
            using var entry = JsonDocument.Parse(line);
            var request = entry.RootElement;
            if (request.GetProperty("user").GetProperty("username").ValueEquals(account))
            {
                var what = request.TryGetProperty("objectRef", out var target)
                    ? target.GetProperty("resource").GetString()
                    : request.GetProperty("requestURI").GetString();
                var kind = $"{request.GetProperty("verb").GetString()} {what}";
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }
        }

        return new ApiRequests(counts);
    }

    /// <summary>What came in since <paramref name="before"/>.</summary>
    public ApiRequests Minus(ApiRequests before) =>
        new(ByKind.ToDictionary(kind => kind.Key, kind => kind.Value - before.ByKind.GetValueOrDefault(kind.Key)));

    /// <summary>The kinds with their counts, the most frequent first.</summary>
    public override string ToString() => string.Join(
        ", ", ByKind.Where(kind => kind.Value > 0).OrderByDescending(kind => kind.Value).Select(kind => $"{kind.Value} {kind.Key}"));

    // The server is writing to it: its last line may be half a one.
    private static async Task<IEnumerable<string>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var text = await reader.ReadToEndAsync(cancellationToken);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
