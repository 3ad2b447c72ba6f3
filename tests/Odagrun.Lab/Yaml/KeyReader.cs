using System.Globalization;

namespace Odagrun.Lab.Yaml;

/// <summary>
/// Reads typed values out of nodes; what does not fit becomes an error that names <paramref name="owner"/>, key and line.
/// </summary>
internal sealed class KeyReader(string owner, List<string> errors)
{
    public KeyReader For(string part) => new($"{owner}:{part}", errors);

    public void Fail(string key, CiNode? node, string message) =>
        errors.Add(node is null ? $"{owner}: {key} {message}" : $"{owner}: {key} {message} (line {node.Line})");

    public string? Text(CiMap map, string key) => Text(map[key], key);

    public string? Text(CiNode? node, string key)
    {
        switch (node)
        {
            case null or CiScalar { IsNull: true }:
                return null;
            case CiScalar scalar:
                return scalar.Text;
            default:
                Fail(key, node, "must be a text");
                return null;
        }
    }

    public bool? Flag(CiMap map, string key)
    {
        switch (map[key])
        {
            case null or CiScalar { IsNull: true }:
                return null;
            case CiScalar { Boolean: { } value }:
                return value;
            case var node:
                Fail(key, node, "must be true or false");
                return null;
        }
    }

    public int? Number(CiNode? node, string key, int least, int most)
    {
        if (node is null or CiScalar { IsNull: true })
        {
            return null;
        }

        if (node is CiScalar scalar && int.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most)
        {
            return number;
        }

        Fail(key, node, $"must be a number from {least} to {most}");
        return null;
    }

    /// <summary>A text or a list of texts, lists within lists flattened (what <c>!reference</c> leaves behind).</summary>
    public IReadOnlyList<string>? Texts(CiMap map, string key) => map.Has(key) ? Texts(map[key], key) : null;

    public IReadOnlyList<string>? Texts(CiNode? node, string key)
    {
        switch (node)
        {
            case null or CiScalar { IsNull: true }:
                return null;
            case CiScalar scalar:
                return [scalar.Text];
            case CiList list:
                return [.. list.Items.SelectMany(item => Texts(item, key) ?? [])];
            default:
                Fail(key, node, "must be a text or a list of texts");
                return null;
        }
    }

    public CiMap? Map(CiMap map, string key)
    {
        switch (map[key])
        {
            case null or CiScalar { IsNull: true }:
                return null;
            case CiMap value:
                return value;
            case var node:
                Fail(key, node, "must be a mapping");
                return null;
        }
    }

    /// <summary>Items of a list, or the one node that stands for a list of one.</summary>
    public static IReadOnlyList<CiNode> Items(CiNode? node) => node switch
    {
        null or CiScalar { IsNull: true } => [],
        CiList list => [.. list.Items.SelectMany(item => item is CiList ? Items(item) : [item])],
        _ => [node],
    };

    public string? OneOf(CiMap map, string key, params string[] allowed)
    {
        var text = Text(map, key);
        if (text is not null && !allowed.Contains(text))
        {
            Fail(key, map[key], $"is '{text}', but must be one of {string.Join(", ", allowed)}");
            return null;
        }

        return text;
    }

    /// <summary>Reports keys that are not among <paramref name="known"/>.</summary>
    public void OnlyKnown(CiMap map, IReadOnlySet<string> known)
    {
        foreach (var (key, node) in map.Entries)
        {
            if (!known.Contains(key))
            {
                Fail(key, node, "is not a known keyword");
            }
        }
    }
}
