using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>ImageStream</c>, as far as it is read.</summary>
internal sealed record ImageStream
{
    [JsonPropertyName("status")]
    public ImageStreamStatus? Status { get; init; }
}
