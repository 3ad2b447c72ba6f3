namespace Odagrun.Lab.Yaml;

/// <summary>A configuration with references, <c>extends</c> and defaults applied; rules are not evaluated yet.</summary>
internal sealed record CiConfig
{
    public required IReadOnlyList<string> Stages { get; init; }

    public required CiMap? Variables { get; init; }

    public required CiMap? Workflow { get; init; }

    /// <summary>Visible jobs in the order of the file.</summary>
    public required IReadOnlyList<KeyValuePair<string, CiMap>> Jobs { get; init; }

    public static CiConfig From(CiMap file, List<string> errors)
    {
        var root = new ReferenceResolver(file).Resolve();
        var extends = new ExtendsResolver(root);
        var defaults = Defaults(root, errors);
        var jobs = new List<KeyValuePair<string, CiMap>>();
        foreach (var (name, node) in root.Entries.Where(entry => IsJob(entry.Key)))
        {
            if (node is CiMap map)
            {
                jobs.Add(KeyValuePair.Create(name, WithDefaults(extends.Resolve(name, map), defaults)));
            }
            else
            {
                errors.Add($"jobs:{name} must be a mapping; it is neither a job nor a known keyword (line {node.Line})");
            }
        }

        if (jobs.Count == 0 && errors.Count == 0)
        {
            errors.Add("there is no visible job: each name starts with a dot");
        }

        return new CiConfig
        {
            Stages = StageNames(root, errors),
            Variables = root["variables"] as CiMap,
            Workflow = root["workflow"] as CiMap,
            Jobs = jobs,
        };
    }

    private static bool IsJob(string name) => !name.StartsWith('.') && !CiKeywords.Global.Contains(name);

    /// <summary><c>.pre</c> and <c>.post</c> are always there, at both ends.</summary>
    private static List<string> StageNames(CiMap root, List<string> errors)
    {
        var named = new KeyReader("root", errors).Texts(root, root.Has("stages") ? "stages" : "types") ?? ["build", "test", "deploy"];
        return [".pre", .. named.Where(stage => stage is not (".pre" or ".post")), ".post"];
    }

    private static CiMap Defaults(CiMap root, List<string> errors)
    {
        var named = new KeyReader("root", errors).Map(root, "default") ?? new CiMap([], 0);
        foreach (var (key, node) in named.Entries.Where(entry => !CiKeywords.Defaults.Contains(entry.Key)))
        {
            errors.Add($"default: {key} is not a keyword that jobs take over (line {node.Line})");
        }

        var global = root.Entries.Where(
            entry => CiKeywords.Defaults.Contains(entry.Key) && CiKeywords.Global.Contains(entry.Key) && !named.Has(entry.Key));
        return new CiMap([.. global, .. named.Entries], named.Line);
    }

    private static CiMap WithDefaults(CiMap job, CiMap defaults)
    {
        var inherited = defaults.Entries.Where(entry => !job.Has(entry.Key) && Inherits(job, entry.Key));
        return new CiMap([.. job.Entries, .. inherited], job.Line);
    }

    private static bool Inherits(CiMap job, string key) => (job["inherit"] as CiMap)?["default"] switch
    {
        CiScalar { Boolean: false } => false,
        CiList list => list.Items.OfType<CiScalar>().Any(item => item.Text == key),
        _ => true,
    };
}
