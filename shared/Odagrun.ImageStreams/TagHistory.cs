using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>NamedTagEventList</c>: the images that a tag has led to, the newest first.</summary>
internal sealed record TagHistory
{
    [JsonPropertyName("tag")]
    public string? Tag { get; init; }

    [JsonPropertyName("items")]
    public IReadOnlyList<TagEvent>? Items { get; init; }
}
