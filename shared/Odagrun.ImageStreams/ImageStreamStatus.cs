using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>ImageStreamStatus</c>.</summary>
internal sealed record ImageStreamStatus
{
    [JsonPropertyName("tags")]
    public IReadOnlyList<TagHistory>? Tags { get; init; }
}
