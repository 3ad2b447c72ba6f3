using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>cache:</c>, one mapping or several.</summary>
internal static class CacheReader
{
    private const int Most = 4;

    private static readonly HashSet<string> Known = ["key", "untracked", "unprotect", "policy", "paths", "when", "fallback_keys"];

    public static IReadOnlyList<CiCache> Read(CiMap job, KeyReader jobKeys)
    {
        var nodes = KeyReader.Items(job["cache"]);
        if (nodes.Count > Most)
        {
            jobKeys.Fail("cache", job["cache"], $"has {nodes.Count} entries; {Most} are allowed");
        }

        return [.. nodes.Select(node => One(node, jobKeys)).OfType<CiCache>()];
    }

    private static CiCache? One(CiNode node, KeyReader jobKeys)
    {
        if (node is not CiMap map)
        {
            jobKeys.Fail("cache", node, "must be a mapping");
            return null;
        }

        if (map.Entries.Count == 0)
        {
            return null;
        }

        var keys = jobKeys.For("cache");
        keys.OnlyKnown(map, Known);
        var files = map["key"] as CiMap;
        return new CiCache(files is null ? keys.Text(map, "key") ?? "default" : "")
        {
            KeyFiles = files is null ? [] : keys.Texts(files, files.Has("files") ? "files" : "files_commits") ?? [],
            KeyPrefix = files is null ? null : keys.Text(files, "prefix"),
            Untracked = keys.Flag(map, "untracked") ?? false,
            Unprotect = keys.Flag(map, "unprotect") ?? false,
            Policy = keys.Text(map, "policy") ?? "pull-push",
            Paths = keys.Texts(map, "paths") ?? [],
            When = keys.OneOf(map, "when", "on_success", "on_failure", "always") ?? "on_success",
            FallbackKeys = keys.Texts(map, "fallback_keys") ?? [],
        };
    }
}
