using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>A job whose artifacts are wanted.</summary>
public sealed record JobDependency
{
    /// <summary>Its job id.</summary>
    [JsonPropertyName("id")]
    public long Id { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>The token for this download.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>Null: it has none.</summary>
    [JsonPropertyName("artifacts_file")]
    public JobArtifactsFile? ArtifactsFile { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Name} {Id}";
}
