using System.Globalization;

namespace Odagrun.Kubernetes.Watching;

/// <summary>
/// What is watched: a collection's path below the server's address (<c>api/v1/namespaces/ci/pods</c>), by labels or fields.
/// <paramref name="Group"/> gives the key by which an object is found (several may share one), or null for objects of no interest.
/// </summary>
internal sealed record WatchTarget<T>(string Path, Func<T, string?> Group, string? LabelSelector = null, string? FieldSelector = null)
{
    /// <summary>Start with what comes from now on; what is there already is not listed.</summary>
    public bool OnlyNew { get; init; }

    /// <summary>The list's address; of a target that starts with what is new, as little of it as the server gives.</summary>
    public string ListPath => Path + Query(OnlyNew ? "limit=1" : null);

    /// <summary>The watch's address; the server ends it after <paramref name="seconds"/>.</summary>
    public string WatchPath(string version, int seconds) => Path + Query(string.Create(
        CultureInfo.InvariantCulture,
        $"watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}&timeoutSeconds={seconds}"));

    /// <inheritdoc/>
    public override string ToString() => Path[(Path.LastIndexOf('/') + 1)..];

    private string Query(string? more)
    {
        string?[] parts = [Selector("labelSelector", LabelSelector), Selector("fieldSelector", FieldSelector), more];
        var query = string.Join('&', parts.OfType<string>());
        return query.Length == 0 ? "" : "?" + query;
    }

    private static string? Selector(string name, string? value) => value is null ? null : $"{name}={Uri.EscapeDataString(value)}";
}
