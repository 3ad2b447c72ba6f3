using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>The runner as the job's log names it.</summary>
public sealed record EnvelopeRunner
{
    /// <summary>Its configured name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The first nine characters of its token: CI_RUNNER_SHORT_TOKEN.</summary>
    [JsonPropertyName("shortToken")]
    public required string ShortToken { get; init; }

    /// <summary>GitLab's <c>system_id</c>.</summary>
    [JsonPropertyName("systemId")]
    public required string SystemId { get; init; }
}
