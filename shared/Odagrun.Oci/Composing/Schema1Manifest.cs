using System.Text.Json.Serialization;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>Docker image manifest v2, schema 1: layers and their history, the highest first.</summary>
internal sealed record Schema1Manifest
{
    [JsonPropertyName("fsLayers")]
    public required IReadOnlyList<Layer> Layers { get; init; }

    [JsonPropertyName("history")]
    public required IReadOnlyList<Step> History { get; init; }

    /// <summary>One layer's blob.</summary>
    internal sealed record Layer([property: JsonPropertyName("blobSum")] Digest BlobSum);

    /// <summary>One layer's configuration, JSON inside JSON.</summary>
    internal sealed record Step([property: JsonPropertyName("v1Compatibility")] string V1Compatibility);
}
