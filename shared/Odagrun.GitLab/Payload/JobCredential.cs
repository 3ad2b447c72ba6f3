using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One login.</summary>
public sealed record JobCredential
{
    /// <summary><c>registry</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>Host and port.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; init; }

    /// <summary>User.</summary>
    [JsonPropertyName("username")]
    public string? Username { get; init; }

    /// <summary>Password or token.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Type} {Url}";
}
