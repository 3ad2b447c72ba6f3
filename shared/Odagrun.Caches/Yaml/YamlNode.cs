namespace Odagrun.Caches.Yaml;

/// <summary>A piece of YAML: a text, a list or a mapping. Nothing is converted: every scalar is the text that was written.</summary>
internal sealed record YamlNode
{
    /// <summary>A scalar's text; null for lists and mappings, and for a null scalar.</summary>
    public string? Text { get; init; }

    /// <summary>A list's items.</summary>
    public IReadOnlyList<YamlNode>? Items { get; init; }

    /// <summary>A mapping's pairs, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, YamlNode>>? Pairs { get; init; }

    /// <summary>Nothing was written.</summary>
    public bool IsEmpty => Text is null && Items is null && Pairs is null;

    /// <summary>What it is, for messages.</summary>
    public string Kind => this switch
    {
        { Items: not null } => "a list",
        { Pairs: not null } => "a mapping",
        { Text: { } text } => $"'{Naming.CacheKey.Shown(text)}'",
        _ => "empty",
    };
}
