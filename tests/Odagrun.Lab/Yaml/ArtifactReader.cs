using Odagrun.Lab.Artifacts;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads <c>artifacts:</c>: the archive, and one entry a report.</summary>
internal static class ArtifactReader
{
    private static readonly HashSet<string> Known =
        ["paths", "exclude", "untracked", "name", "when", "expire_in", "expose_as", "reports", "public", "access"];

    public static IReadOnlyList<CiArtifact> Read(CiMap job, KeyReader jobKeys)
    {
        if (jobKeys.Map(job, "artifacts") is not { } map)
        {
            return [];
        }

        var keys = jobKeys.For("artifacts");
        keys.OnlyKnown(map, Known);
        var expire = keys.Text(map, "expire_in");
        if (expire is not (null or "never") && !Durations.TryParse(expire, out _))
        {
            keys.Fail("expire_in", map["expire_in"], $"is '{expire}', which is not a duration such as '1 week'");
        }

        var entries = new List<CiArtifact>();
        var paths = keys.Texts(map, "paths") ?? [];
        var untracked = keys.Flag(map, "untracked") ?? false;
        if (paths.Count > 0 || untracked)
        {
            entries.Add(new CiArtifact("archive", "zip")
            {
                Name = keys.Text(map, "name"),
                Untracked = untracked,
                Paths = paths,
                Exclude = keys.Texts(map, "exclude") ?? [],
                When = keys.OneOf(map, "when", "on_success", "on_failure", "always") ?? "on_success",
                ExpireIn = expire,
            });
        }

        entries.AddRange(Reports(map, keys, expire));
        return entries;
    }

    private static IEnumerable<CiArtifact> Reports(CiMap map, KeyReader keys, string? expire)
    {
        foreach (var (name, node) in keys.Map(map, "reports")?.Entries ?? [])
        {
            var (type, paths) = name == "coverage_report" ? Coverage(node, keys) : (name, keys.Texts(node, $"reports:{name}"));
            if (type is null || ArtifactTypes.Format(type) is not { } format)
            {
                keys.Fail($"reports:{name}", node, "is not a known report");
                continue;
            }

            yield return new CiArtifact(type, format)
            {
                Name = ArtifactTypes.DefaultName(type),
                Paths = paths ?? [],
                When = "always",
                ExpireIn = expire,
            };
        }
    }

    private static (string? Type, IReadOnlyList<string>? Paths) Coverage(CiNode node, KeyReader keys) => node is CiMap map
        ? (keys.OneOf(map, "coverage_format", "cobertura", "jacoco"), keys.Texts(map, "path"))
        : (null, null);
}
