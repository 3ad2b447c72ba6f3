using System.Text.Json.Serialization;

namespace Odagrun.Caches.Stored;

/// <summary>What is sealed in a manifest: the digest of what it says, and what nobody else may read.</summary>
internal sealed record StoredSeal
{
    /// <summary>The digest over content and layers.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Values of variables.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }
}
