using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One upload.</summary>
public sealed record JobArtifact
{
    /// <summary>Archive name without ending.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Add what git does not track.</summary>
    [JsonPropertyName("untracked")]
    public bool Untracked { get; init; }

    /// <summary>Globs.</summary>
    [JsonPropertyName("paths")]
    public IReadOnlyList<string>? Paths { get; init; }

    /// <summary>Globs.</summary>
    [JsonPropertyName("exclude")]
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary><c>on_success</c>, <c>on_failure</c> or <c>always</c>.</summary>
    [JsonPropertyName("when")]
    public string? When { get; init; }

    /// <summary>As written by the user.</summary>
    [JsonPropertyName("expire_in")]
    public string? ExpireIn { get; init; }

    /// <summary><c>archive</c>, <c>junit</c> …</summary>
    [JsonPropertyName("artifact_type")]
    public string? ArtifactType { get; init; }

    /// <summary><c>zip</c>, <c>gzip</c> or <c>raw</c>.</summary>
    [JsonPropertyName("artifact_format")]
    public string? ArtifactFormat { get; init; }
}
