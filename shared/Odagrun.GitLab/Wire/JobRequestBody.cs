using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Body of <c>POST /jobs/request</c>.</summary>
internal sealed record JobRequestBody(
    [property: JsonPropertyName("info")] RunnerInfoBody Info,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("system_id")] string SystemId,
    [property: JsonPropertyName("last_update")] string? LastUpdate);
