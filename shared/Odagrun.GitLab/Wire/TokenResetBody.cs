using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Body of <c>POST /runners/reset_authentication_token</c>.</summary>
internal sealed record TokenResetBody([property: JsonPropertyName("token")] string Token);
