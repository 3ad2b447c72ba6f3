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

    /// <summary>The directory that the layers' paths begin with, without a leading slash.</summary>
    [JsonPropertyName("root")]
    public required string Root { get; init; }

    /// <summary>When it was stored.</summary>
    [JsonPropertyName("created")]
    public required DateTimeOffset Created { get; init; }

    /// <summary>The job that stored it.</summary>
    [JsonPropertyName("job")]
    public long Job { get; init; }

    /// <summary>Files in it.</summary>
    [JsonPropertyName("files")]
    public long Files { get; init; }

    /// <summary>Bytes of the files.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>What its content is compared by (<see cref="EnvelopeThreshold"/>).</summary>
    [JsonPropertyName("content")]
    public string? Content { get; init; }

    /// <summary>The threshold's own count, of files or bytes.</summary>
    [JsonPropertyName("count")]
    public long Count { get; init; }

    /// <summary>A file of it, relative to the root: where it is missing, something hides the layers.</summary>
    [JsonPropertyName("probe")]
    public string? Probe { get; init; }

    /// <summary>Of a git cache: what it reaches.</summary>
    [JsonPropertyName("git")]
    public EnvelopeGit? Git { get; init; }

    /// <summary>Variables stored with it.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Tag and digest; never the values.</summary>
    public override string ToString() => $"{Tag}@{Digest}";
}
