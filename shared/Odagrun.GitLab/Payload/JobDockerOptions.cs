using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary><c>image:docker</c>.</summary>
public sealed record JobDockerOptions
{
    /// <summary>os/architecture.</summary>
    [JsonPropertyName("platform")]
    public string? Platform { get; init; }

    /// <summary>Text or number.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }
}
