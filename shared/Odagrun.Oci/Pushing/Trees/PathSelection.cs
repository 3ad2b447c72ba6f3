using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>Which paths of a tree are wanted, as a tree of their parts.</summary>
internal sealed class PathSelection
{
    private readonly Dictionary<string, PathSelection> _children = new(StringComparer.Ordinal);

    private PathSelection()
    {
    }

    /// <summary>Everything below is wanted.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The path itself was asked for, and not only something below it.</summary>
    public bool IsNamed { get; private set; }

    /// <summary>Everything.</summary>
    public static PathSelection Whole { get; } = new() { IsWhole = true, IsNamed = true };

    /// <summary>The names of what is wanted below, in order.</summary>
    public IEnumerable<string> Names => _children.Keys.Order(StringComparer.Ordinal);

    public static PathSelection Of(IEnumerable<string> paths, bool recursive)
    {
        var root = new PathSelection();
        foreach (var path in paths)
        {
            var node = root;
            foreach (var part in LayerPath.Normalize(path, "a name", LayerLimits.Default.PathBytes).Split(
                '/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!node._children.TryGetValue(part, out var child))
                {
                    node._children[part] = child = new PathSelection();
                }

                node = child;
            }

            node.IsNamed = true;
            node.IsWhole |= recursive;
        }

        return root;
    }

    public PathSelection Below(string name) => IsWhole ? Whole : _children[name];
}
