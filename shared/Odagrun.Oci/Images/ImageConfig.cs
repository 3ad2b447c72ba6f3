using System.Text.Json.Serialization;

namespace Odagrun.Oci.Images;

/// <summary>
/// The fields of an image's config that are read here (OCI image-spec, config.md). To change a config, edit its JSON: this record knows not
/// all of it.
/// </summary>
public sealed record ImageConfig
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

    /// <summary>How a container is run.</summary>
    [JsonPropertyName("config")]
    public ContainerConfig? Config { get; init; }

    /// <summary>The layers' uncompressed digests.</summary>
    [JsonPropertyName("rootfs")]
    public RootFs? RootFs { get; init; }
}
