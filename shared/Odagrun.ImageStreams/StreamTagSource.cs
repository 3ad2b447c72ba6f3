using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>TagReference</c>: where a tag takes its image from.</summary>
internal sealed record StreamTagSource
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("from")]
    public ObjectName? From { get; init; }
}
