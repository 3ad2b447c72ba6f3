using System.Text.Json.Serialization;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>A token server's answer (distribution, "Token Authentication Specification").</summary>
internal sealed record TokenResponse
{
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>The same under OAuth2's name.</summary>
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    /// <summary>Seconds; 60 where it is not said.</summary>
    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}
