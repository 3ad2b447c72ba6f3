using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>TagEvent</c>.</summary>
internal sealed record TagEvent
{
    /// <summary>The image's digest.</summary>
    [JsonPropertyName("image")]
    public string? Image { get; init; }
}
