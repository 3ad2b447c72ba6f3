namespace Odagrun.Lab.Yaml;

/// <summary>A mapping, in the order of the file; a key given twice holds its last value, as with GitLab.</summary>
internal sealed record CiMap(IReadOnlyList<KeyValuePair<string, CiNode>> Entries, int Line) : CiNode(Line)
{
    private readonly Dictionary<string, CiNode> _byKey = Entries.ToDictionary(entry => entry.Key, entry => entry.Value);

    public CiNode? this[string key] => _byKey.GetValueOrDefault(key);

    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>This mapping without some keys.</summary>
    public CiMap Without(params string[] keys) => new([.. Entries.Where(entry => !keys.Contains(entry.Key))], Line);
}
