using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>
/// A directory of this machine, or chosen paths of it, as a layer's content: each directory before what is in it, names in ordinal
/// order. Symbolic links stay links and are never followed; names of one file stay so (hard links); sockets, pipes and devices are left
/// out with a warning.
/// </summary>
public sealed class TreeContent : ILayerContent
{
    /// <summary>The tree below <paramref name="root"/>, a path of this machine.</summary>
    public TreeContent(string root) => Root = root;

    /// <summary>The directory.</summary>
    public string Root { get; }

    /// <summary>Where <see cref="Root"/> lies in the image; empty: it is the image's root.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Only these paths, relative to <see cref="Root"/>, with the directories above them; null: everything.</summary>
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Whether a directory among <see cref="Paths"/> stands for all below it, too.</summary>
    public bool IsRecursive { get; init; } = true;

    /// <inheritdoc/>
    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        var selection = Paths is null ? PathSelection.Whole : PathSelection.Of(Paths, IsRecursive);
        return new TreeWalk(Root, Prefix, selection, warn).Read();
    }

    /// <inheritdoc/>
    public long? EstimateTarBytes(CancellationToken cancellationToken) => Paths is null
        ? TreeSize.Of(Root, cancellationToken)
        : Paths.Sum(path => TreeSize.Of(System.IO.Path.Join(Root, path), cancellationToken));
}
