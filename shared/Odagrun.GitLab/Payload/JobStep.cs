using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One script.</summary>
public sealed record JobStep
{
    /// <summary><c>script</c>, <c>after_script</c>, <c>release</c> …</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Lines (each may hold several).</summary>
    [JsonPropertyName("script")]
    public IReadOnlyList<string>? Script { get; init; }

    /// <summary>Seconds.</summary>
    [JsonPropertyName("timeout")]
    public int? Timeout { get; init; }

    /// <summary><c>on_success</c>, <c>on_failure</c> or <c>always</c>.</summary>
    [JsonPropertyName("when")]
    public string? When { get; init; }

    /// <summary>A failure is a warning.</summary>
    [JsonPropertyName("allow_failure")]
    public bool AllowFailure { get; init; }
}
