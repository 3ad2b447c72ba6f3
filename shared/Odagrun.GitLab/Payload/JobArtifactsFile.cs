using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>A stored artifact archive.</summary>
public sealed record JobArtifactsFile
{
    /// <summary>File name.</summary>
    [JsonPropertyName("filename")]
    public string? Filename { get; init; }

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size")]
    public long? Size { get; init; }
}
