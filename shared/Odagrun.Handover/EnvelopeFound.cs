using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What a job finds of an entry.</summary>
public sealed record EnvelopeFound
{
    /// <summary>The tag it was found under: the entry's own, or a fallback's.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>The key it was found under, for the log.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>The manifest's digest.</summary>
    [JsonPropertyName("digest")]
    public required string Digest { get; init; }

    /// <summary>Its layers, the lowest first.</summary>
    [JsonPropertyName("layers")]
    public required IReadOnlyList<EnvelopeLayer> Layers { get; init; }

    /// <summary>They are part of the job's image; otherwise the executor fetches them.</summary>
    [JsonPropertyName("inImage")]
    public bool InImage { get; init; }

    /// <summary>What its manifest says of it.</summary>
    [JsonPropertyName("content")]
    public required CacheContent Content { get; init; }

    /// <summary>Variables stored with it.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Tag and digest; never the values.</summary>
    public override string ToString() => $"{Tag}@{Digest}";
}
