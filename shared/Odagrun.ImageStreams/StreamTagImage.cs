using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>Image</c>, as far as it is read.</summary>
internal sealed record StreamTagImage
{
    [JsonPropertyName("metadata")]
    public ObjectName? Metadata { get; init; }
}
