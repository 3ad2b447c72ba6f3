using System.Text.Json.Serialization;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>What the Hub says of a failure; its parts call it by different names.</summary>
internal sealed record HubError
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("detail")]
    public string? Detail { get; init; }
}
