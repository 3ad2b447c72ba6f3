using System.Text.Json.Serialization;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>A reference to content by type, digest and size (OCI image-spec, descriptor.md).</summary>
public sealed record Descriptor
{
    /// <summary>For example <see cref="MediaTypes.OciLayerGzip"/>.</summary>
    [JsonPropertyName("mediaType")]
    public required string MediaType { get; init; }

    /// <summary>The digest of the content as it is stored.</summary>
    [JsonPropertyName("digest")]
    public required Digest Digest { get; init; }

    /// <summary>Bytes of the content as it is stored.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>In an index: the platform of the manifest.</summary>
    [JsonPropertyName("platform")]
    public PlatformDescriptor? Platform { get; init; }

    /// <summary>Free annotations.</summary>
    [JsonPropertyName("annotations")]
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}
