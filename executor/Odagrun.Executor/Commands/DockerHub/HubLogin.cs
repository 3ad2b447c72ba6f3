using System.Text.Json.Serialization;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary><c>POST /v2/auth/token</c>, and with other names <c>POST /v2/users/login</c>.</summary>
internal sealed record HubLogin
{
    [JsonPropertyName("identifier")]
    public string? Identifier { get; init; }

    [JsonPropertyName("secret")]
    public string? Secret { get; init; }

    [JsonPropertyName("username")]
    public string? Username { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>Shows nothing of it.</summary>
    public override string ToString() => nameof(HubLogin);
}
