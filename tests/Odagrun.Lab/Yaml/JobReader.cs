using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Yaml;

/// <summary>Reads one job; its rules and its parallel runs come later.</summary>
internal static class JobReader
{
    private static readonly string[] Whens = ["on_success", "on_failure", "always", "never", "manual", "delayed"];

    public static CiJob Read(string name, CiMap map, IReadOnlyList<string> stages, List<string> errors)
    {
        var keys = new KeyReader($"jobs:{name}", errors);
        keys.OnlyKnown(map, CiKeywords.Job);
        RefuseUnsupported(map, keys);
        var stage = keys.Text(map, "stage") ?? "test";
        if (!stages.Contains(stage))
        {
            keys.Fail(
                "stage", map["stage"], $"is '{stage}', which is not among the stages: {string.Join(", ", stages.Where(s => s[0] != '.'))}");
        }

        var script = keys.Texts(map, "script");
        if (script is null or { Count: 0 })
        {
            keys.Fail("script", null, "is missing: a job needs one");
        }

        var when = keys.OneOf(map, "when", Whens) ?? "on_success";
        var (allow, codes) = AllowFailure(map, when, keys);
        return new CiJob(name, stage, stages.ToList().IndexOf(stage))
        {
            Script = [.. keys.Texts(map, "before_script") ?? [], .. script ?? []],
            AfterScript = keys.Texts(map, "after_script") ?? [],
            Hooks = Hooks(map, keys),
            Image = ImageReader.Image(map, keys),
            Services = ImageReader.Services(map, keys),
            Artifacts = ArtifactReader.Read(map, keys),
            Caches = CacheReader.Read(map, keys),
            Needs = NeedsReader.Read(map, keys),
            Dependencies = map.Has("dependencies") ? keys.Texts(map, "dependencies") ?? [] : null,
            Tags = keys.Texts(map, "tags") ?? [],
            When = when,
            StartIn = Duration(map, "start_in", keys),
            AllowFailure = allow,
            AllowFailureExitCodes = codes,
            Retry = Retry(map, keys),
            Timeout = Duration(map, "timeout", keys),
            Interruptible = keys.Flag(map, "interruptible") ?? false,
            Environment = map["environment"] is CiMap environment ? keys.Text(environment, "name") : keys.Text(map, "environment"),
        };
    }

    private static void RefuseUnsupported(CiMap map, KeyReader keys)
    {
        foreach (var (key, why) in CiKeywords.Unsupported)
        {
            if (map[key] is { } node)
            {
                keys.Fail(key, node, why);
            }
        }
    }

    /// <summary>A manual job outside of rules may fail unless it says otherwise.</summary>
    private static (bool Allow, IReadOnlyList<int> ExitCodes) AllowFailure(CiMap map, string when, KeyReader keys)
    {
        if (map["allow_failure"] is CiMap detail)
        {
            return (false, [.. KeyReader.Items(detail["exit_codes"]).Select(code => keys.Number(code, "allow_failure:exit_codes", 0, 255))
                .OfType<int>()]);
        }

        return (keys.Flag(map, "allow_failure") ?? (when == "manual" && !map.Has("rules")), []);
    }

    private static CiRetry Retry(CiMap map, KeyReader keys)
    {
        const int most = 2;
        return map["retry"] switch
        {
            null => CiRetry.None,
            CiMap detail => new CiRetry(
                keys.Number(detail["max"], "retry:max", 0, most) ?? most,
                keys.Texts(detail, "when") ?? [],
                [.. KeyReader.Items(detail["exit_codes"]).Select(code => keys.Number(code, "retry:exit_codes", 0, 255)).OfType<int>()]),
            var node => new CiRetry(keys.Number(node, "retry", 0, most) ?? 0, [], []),
        };
    }

    private static IReadOnlyList<CiHook> Hooks(CiMap map, KeyReader keys) =>
        keys.Map(map, "hooks") is not { } hooks ? []
            : [.. hooks.Entries.Select(entry => new CiHook(entry.Key, keys.Texts(entry.Value, $"hooks:{entry.Key}") ?? []))];

    private static TimeSpan? Duration(CiMap map, string key, KeyReader keys)
    {
        if (keys.Text(map, key) is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text, out var duration))
        {
            return duration;
        }

        keys.Fail(key, map[key], $"is '{text}', which is not a duration such as '1h 30m'");
        return null;
    }
}
