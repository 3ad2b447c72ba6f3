using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>
/// Where a layer's entries come from: a tree (<see cref="Trees.TreeContent"/>), marks for removed paths, or several together.
/// </summary>
public interface ILayerContent
{
    /// <summary>
    /// The entries, one at a time: <see cref="LayerEntry.Content"/> of one is valid until the next is asked for. Each call begins from
    /// the start. Parent directories may be missing; no path may come twice.
    /// </summary>
    /// <param name="warn">Told of what is left out, in one sentence that names it.</param>
    IEnumerable<LayerEntry> Read(Action<string> warn);

    /// <summary>
    /// About how many bytes of tar it will be, found out from names and sizes alone, for a percentage; null: nobody knows before the end.
    /// Called from another thread than <see cref="Read"/>.
    /// </summary>
    long? EstimateTarBytes(CancellationToken cancellationToken) => null;
}
