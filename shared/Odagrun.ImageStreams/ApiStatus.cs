using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>Status</c>: what Kubernetes' API says of a failure.</summary>
internal sealed record ApiStatus
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }
}
