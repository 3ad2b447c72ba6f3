namespace Odagrun.Lab.Yaml;

/// <summary>Puts in what <c>!reference [job, key, …]</c> points to, up to ten levels deep.</summary>
internal sealed class ReferenceResolver(CiMap root)
{
    private const int Depth = 10;

    public CiMap Resolve() => (CiMap)Resolve(root, 0);

    private CiNode Resolve(CiNode node, int depth) => node switch
    {
        CiReference reference => Resolve(Target(reference, depth), depth + 1),
        CiMap map => new CiMap([.. map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Resolve(entry.Value, depth)))], map.Line),
        CiList list => new CiList([.. list.Items.Select(item => Resolve(item, depth))], list.Line),
        _ => node,
    };

    private CiNode Target(CiReference reference, int depth)
    {
        var name = $"!reference [{string.Join(", ", reference.Path)}]";
        if (depth >= Depth)
        {
            throw new CiConfigurationException($"line {reference.Line}: {name} is nested more than {Depth} deep; it may point to itself");
        }

        CiNode? node = root;
        foreach (var key in reference.Path)
        {
            node = (node as CiMap)?[key];
        }

        return node ?? throw new CiConfigurationException($"line {reference.Line}: {name} points to nothing");
    }
}
