using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Answer of <c>POST /runners/verify</c>; old servers answer with the text <c>200</c> instead.</summary>
internal sealed record VerifyAnswer(
    [property: JsonPropertyName("id")] long? Id,
    [property: JsonPropertyName("token_expires_at")] DateTimeOffset? TokenExpiresAt);
