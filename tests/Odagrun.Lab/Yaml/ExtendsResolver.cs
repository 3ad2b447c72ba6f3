namespace Odagrun.Lab.Yaml;

/// <summary>
/// Applies <c>extends</c>: parents first, later parents over earlier ones, the job's own keys last; mappings merge deeply.
/// </summary>
internal sealed class ExtendsResolver(CiMap root)
{
    private const int Depth = 11;

    public CiMap Resolve(string name, CiMap job) => Resolve(name, job, []);

    /// <summary>Keys of <paramref name="over"/> win; mappings on both sides are merged.</summary>
    public static CiMap Merge(CiMap under, CiMap over)
    {
        var keys = under.Entries.Select(entry => entry.Key).Union(over.Entries.Select(entry => entry.Key));
        return new CiMap([.. keys.Select(key => KeyValuePair.Create(key, MergeValue(under[key], over[key])))], over.Line);
    }

    private static CiNode MergeValue(CiNode? under, CiNode? over) => (under, over) switch
    {
        (CiMap a, CiMap b) => Merge(a, b),
        (_, not null) => over,
        _ => under!,
    };

    private CiMap Resolve(string name, CiMap job, List<string> path)
    {
        if (!job.Has("extends"))
        {
            return job;
        }

        if (path.Contains(name) || path.Count >= Depth)
        {
            throw new CiConfigurationException($"jobs:{name}: extends goes in a circle or too deep: {string.Join(" → ", path)} → {name}");
        }

        CiMap merged = new([], job.Line);
        foreach (var parent in new KeyReader($"jobs:{name}", []).Texts(job, "extends") ?? [])
        {
            var target = root[parent] as CiMap
                ?? throw new CiConfigurationException(
                    $"jobs:{name}: extends names '{parent}', which does not exist (line {job["extends"]!.Line})");
            merged = Merge(merged, Resolve(parent, target, [.. path, name]));
        }

        return Merge(merged, job.Without("extends"));
    }
}
