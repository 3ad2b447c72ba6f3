using System.Text.Json.Serialization;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>The answer to a login: the newer endpoint has <c>access_token</c>, the older one <c>token</c>.</summary>
internal sealed record HubToken
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>Shows nothing of it.</summary>
    public override string ToString() => nameof(HubToken);
}
