using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>Several contents in one layer, one after another. No path may come twice.</summary>
public sealed class JoinedContent(IReadOnlyList<ILayerContent> parts) : ILayerContent
{
    /// <inheritdoc/>
    public IEnumerable<LayerEntry> Read(Action<string> warn) => parts.SelectMany(part => part.Read(warn));

    /// <inheritdoc/>
    public long? EstimateTarBytes(CancellationToken cancellationToken) =>
        parts.Select(part => part.EstimateTarBytes(cancellationToken)).Aggregate((long?)0, (sum, next) => sum + next);
}
