using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Answer 201 of <c>POST /runners/reset_authentication_token</c>.</summary>
internal sealed record TokenResetAnswer(
    [property: JsonPropertyName("token")] string? Token,
    [property: JsonPropertyName("token_expires_at")] DateTimeOffset? TokenExpiresAt);
