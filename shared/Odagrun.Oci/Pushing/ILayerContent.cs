namespace Odagrun.Oci.Pushing;

/// <summary>Where a layer's entries come from: a tree (<see cref="Trees.TreeContent"/>), marks for removed paths, or several together.</summary>
public interface ILayerContent
{
    /// <summary>
    /// The entries, one at a time: <see cref="LayerItem.Content"/> of one is valid until the next is asked for. Each call begins from
    /// the start. Parent directories may be missing; no path may come twice.
    /// </summary>
    /// <param name="warn">Told of what is left out, in one sentence that names it.</param>
    IEnumerable<LayerItem> Read(Action<string> warn);
}
