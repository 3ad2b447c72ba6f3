using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Body of <c>POST /runners/verify</c>. With all features: GitLab keeps what it hears first for most of an hour.</summary>
internal sealed record VerifyBody(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("system_id")] string SystemId,
    [property: JsonPropertyName("info")] RunnerInfoBody Info);
