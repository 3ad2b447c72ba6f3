namespace Odagrun.Oci.Pushing;

/// <summary>Several contents in one layer, one after another. No path may come twice.</summary>
public sealed class JoinedContent(IReadOnlyList<ILayerContent> parts) : ILayerContent
{
    /// <inheritdoc/>
    public IEnumerable<LayerItem> Read(Action<string> warn) => parts.SelectMany(part => part.Read(warn));
}
