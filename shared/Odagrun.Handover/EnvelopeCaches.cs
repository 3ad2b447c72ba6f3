using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What a job restores and stores: caches, work spaces, the git cache.</summary>
public sealed record EnvelopeCaches
{
    /// <summary>The repository that holds them all, without the registry's host.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>The entries, in the order in which they are restored.</summary>
    [JsonPropertyName("entries")]
    public IReadOnlyList<EnvelopeCache> Entries { get; set; } = [];
}
