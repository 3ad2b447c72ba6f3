using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>A script around get_sources.</summary>
public sealed record JobHook
{
    /// <summary><c>pre_get_sources_script</c> or <c>post_get_sources_script</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Lines.</summary>
    [JsonPropertyName("script")]
    public IReadOnlyList<string>? Script { get; init; }
}
