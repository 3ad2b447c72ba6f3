using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Body of <c>PUT /jobs/:id</c>; <c>checksum</c> is the old place of <c>output.checksum</c>.</summary>
internal sealed record JobUpdateBody(
    [property: JsonPropertyName("info")] RunnerInfoBody Info,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("failure_reason")] string? FailureReason,
    [property: JsonPropertyName("checksum")] string? Checksum,
    [property: JsonPropertyName("output")] JobOutputBody? Output,
    [property: JsonPropertyName("exit_code")] int? ExitCode);
