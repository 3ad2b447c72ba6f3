using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>ImageStreamTag</c>: what a tag of a stream leads to.</summary>
internal sealed record StreamTag
{
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("apiVersion")]
    public string? ApiVersion { get; init; }

    [JsonPropertyName("metadata")]
    public ObjectName? Metadata { get; init; }

    [JsonPropertyName("tag")]
    public StreamTagSource? Tag { get; init; }

    /// <summary>The image itself; its name is the digest.</summary>
    [JsonPropertyName("image")]
    public StreamTagImage? Image { get; init; }
}
