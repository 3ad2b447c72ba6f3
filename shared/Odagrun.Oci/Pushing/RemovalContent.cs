using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>Marks that remove paths of the layers below (image-spec, layer.md, "Whiteouts").</summary>
public sealed class RemovalContent(IReadOnlyList<string> paths) : ILayerContent
{
    /// <inheritdoc/>
    public IEnumerable<LayerEntry> Read(Action<string> warn)
    {
        foreach (var path in paths.Select(Normalize).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            yield return new LayerEntry { Kind = LayerEntryKind.Whiteout, Path = path };
        }
    }

    /// <inheritdoc/>
    public long? EstimateTarBytes(CancellationToken cancellationToken) => paths.Count * 512L;

    private static string Normalize(string path)
    {
        var normalized = LayerPath.Normalize(path, "a name to remove", LayerLimits.Default.PathBytes);
        return normalized.Length > 0 && !LayerPath.Name(normalized).StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal)
            ? normalized
            : throw new LayerContentException($"'{path}' can't be removed from an image; name a path below its root");
    }
}
