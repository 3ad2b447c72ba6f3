using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

/// <summary>What became of a <see cref="StreamQuery"/>.</summary>
internal sealed record StreamAnswer
{
    /// <summary>The cluster has no image API, or the image is in no stream: the registry's own API is the way.</summary>
    [JsonPropertyName("absent")]
    public bool IsAbsent { get; init; }

    /// <summary>The tags that were set or deleted; none: there was nothing to delete.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string> Tags { get; set; } = [];

    /// <summary>The job has no right to it.</summary>
    [JsonPropertyName("refusal")]
    public string? Refusal { get; init; }

    /// <summary>The image API refused, or was out of reach.</summary>
    [JsonPropertyName("failure")]
    public string? Failure { get; init; }
}
