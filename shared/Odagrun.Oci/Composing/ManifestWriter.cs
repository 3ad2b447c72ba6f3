using System.Text.Json;
using Odagrun.Oci.Images;

namespace Odagrun.Oci.Composing;

/// <summary>Writes the composed manifest in the family of media types, OCI or Docker, that the base has.</summary>
internal static class ManifestWriter
{
    public static (string MediaType, byte[] Content) Write(
        ResolvedBase image, Descriptor config, IReadOnlyList<ComposeLayer> layers, IReadOnlyDictionary<string, string>? annotations = null)
    {
        var mediaType = image.IsDocker ? MediaTypes.DockerManifest : MediaTypes.OciManifest;
        var manifest = new ImageManifest
        {
            MediaType = mediaType,
            Config = config,
            Layers = [.. image.Layers, .. layers.Select(layer => InFamily(layer.Descriptor, image.IsDocker))],

            // Docker's manifests have none.
            Annotations = image.IsDocker || annotations is not { Count: > 0 }
                ? null
                : new SortedDictionary<string, string>(annotations.ToDictionary(), StringComparer.Ordinal),
        };
        return (mediaType, JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest));
    }

    /// <summary>The media type of the config in the base's family.</summary>
    public static string ConfigType(ResolvedBase image) => image.IsDocker ? MediaTypes.DockerConfig : MediaTypes.OciConfig;

    private static Descriptor InFamily(Descriptor layer, bool isDocker) => new()
    {
        Digest = layer.Digest,
        Size = layer.Size,
        MediaType = (layer.MediaType, isDocker) switch
        {
            (MediaTypes.OciLayerGzip, true) => MediaTypes.DockerLayerGzip,
            (MediaTypes.OciLayerZstd, true) => MediaTypes.DockerLayerZstd,
            (MediaTypes.OciLayer, true) => MediaTypes.DockerLayer,
            (MediaTypes.DockerLayerGzip, false) => MediaTypes.OciLayerGzip,
            (MediaTypes.DockerLayerZstd, false) => MediaTypes.OciLayerZstd,
            (MediaTypes.DockerLayer, false) => MediaTypes.OciLayer,
            _ => layer.MediaType,
        },
    };
}
