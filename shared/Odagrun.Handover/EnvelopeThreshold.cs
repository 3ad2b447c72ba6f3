using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>When something counts as changed.</summary>
public sealed record EnvelopeThreshold
{
    /// <summary>What is compared.</summary>
    [JsonPropertyName("method")]
    public EnvelopeThresholdMethod Method { get; set; } = EnvelopeThresholdMethod.Content;

    /// <summary>Globs of what is compared; none: all that is stored.</summary>
    [JsonPropertyName("paths")]
    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>The smallest difference that counts: files, or bytes.</summary>
    [JsonPropertyName("min")]
    public long Min { get; set; } = 1;
}
