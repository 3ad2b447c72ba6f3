using System.Text.Json.Serialization;

namespace Odagrun.Oci.Images;

/// <summary>The platform object of an index entry (OCI image-spec, image-index.md).</summary>
public sealed record PlatformDescriptor
{
    /// <summary>For example <c>linux</c>.</summary>
    [JsonPropertyName("os")]
    public string? Os { get; init; }

    /// <summary>For example <c>amd64</c>.</summary>
    [JsonPropertyName("architecture")]
    public string? Architecture { get; init; }

    /// <summary>For example <c>v8</c>.</summary>
    [JsonPropertyName("variant")]
    public string? Variant { get; init; }
}
