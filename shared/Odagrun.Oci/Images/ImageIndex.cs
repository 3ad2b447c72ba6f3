using System.Text.Json.Serialization;

namespace Odagrun.Oci.Images;

/// <summary>A list of manifests by platform (OCI image-spec, image-index.md; Docker manifest list).</summary>
public sealed record ImageIndex
{
    /// <summary>Always 2.</summary>
    [JsonPropertyName("schemaVersion")]
    public int SchemaVersion { get; init; } = 2;

    /// <summary>OCI makes it optional, Docker asks for it.</summary>
    [JsonPropertyName("mediaType")]
    public string? MediaType { get; init; }

    /// <summary>The manifests.</summary>
    [JsonPropertyName("manifests")]
    public required IReadOnlyList<Descriptor> Manifests { get; init; }
}
