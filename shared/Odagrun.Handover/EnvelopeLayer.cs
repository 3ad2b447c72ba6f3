using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>A layer of something stored.</summary>
public sealed record EnvelopeLayer
{
    /// <summary>Its media type.</summary>
    [JsonPropertyName("mediaType")]
    public required string MediaType { get; init; }

    /// <summary>The digest of the blob.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>The digest of its tar.</summary>
    [JsonPropertyName("diffId")]
    public required string DiffId { get; init; }

    /// <summary>Bytes of the blob.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }
}
