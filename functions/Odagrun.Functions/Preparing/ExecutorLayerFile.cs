using System.Text.Json.Serialization;

namespace Odagrun.Functions.Preparing;

/// <summary>The file <c>layer.json</c> that is made with the executor layer.</summary>
internal sealed record ExecutorLayerFile
{
    [JsonPropertyName("mediaType")]
    public required string MediaType { get; init; }

    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    [JsonPropertyName("diffId")]
    public required string DiffId { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }
}
