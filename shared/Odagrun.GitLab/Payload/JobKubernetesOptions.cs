using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary><c>image:kubernetes</c>.</summary>
public sealed record JobKubernetesOptions
{
    /// <summary>Text or number: <c>uid</c> or <c>uid:gid</c>.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }
}
