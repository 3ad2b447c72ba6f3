using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>The job's time limit (<c>runner_info</c>).</summary>
public sealed record RunnerInfo
{
    /// <summary>Unused.</summary>
    [JsonPropertyName("uuid")]
    public string? Uuid { get; init; }

    /// <summary>Seconds; 0 stands for 7200.</summary>
    [JsonPropertyName("timeout")]
    public int? Timeout { get; init; }
}
