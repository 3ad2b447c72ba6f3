using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One cache.</summary>
public sealed record JobCache
{
    /// <summary>Key; may hold variables.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Add what git does not track.</summary>
    [JsonPropertyName("untracked")]
    public bool Untracked { get; init; }

    /// <summary><c>pull-push</c>, <c>pull</c> or <c>push</c>; may hold variables.</summary>
    [JsonPropertyName("policy")]
    public string? Policy { get; init; }

    /// <summary>Globs.</summary>
    [JsonPropertyName("paths")]
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary><c>on_success</c>, <c>on_failure</c> or <c>always</c>.</summary>
    [JsonPropertyName("when")]
    public string? When { get; init; }

    /// <summary>Keys tried next.</summary>
    [JsonPropertyName("fallback_keys")]
    public IReadOnlyList<string>? FallbackKeys { get; init; }
}
