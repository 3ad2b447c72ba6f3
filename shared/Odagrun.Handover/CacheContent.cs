using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What the manifest of something stored says of it.</summary>
public sealed record CacheContent
{
    /// <summary>The form that is written now.</summary>
    public const int CurrentVersion = 2;

    /// <summary>The oldest form that is still read: it has no list of its files (<see cref="ListsFiles"/>).</summary>
    public const int OldestVersion = 1;

    /// <summary>The form's number.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; }

    /// <summary>The directory that the layers' paths begin with, without a leading slash: <c>builds/group/project</c>.</summary>
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

    /// <summary>The hash over paths, modes, sizes and contents.</summary>
    [JsonPropertyName("content")]
    public string? Hash { get; init; }

    /// <summary>What the threshold counted, files or bytes.</summary>
    [JsonPropertyName("count")]
    public long Count { get; init; }

    /// <summary>A file of it, relative to the root: where it is missing, something hides the layers.</summary>
    [JsonPropertyName("probe")]
    public string? Probe { get; init; }

    /// <summary>Of a git cache: what it reaches.</summary>
    [JsonPropertyName("git")]
    public EnvelopeGit? Git { get; init; }

    /// <summary>Its layer holds a list of its files, beside the root.</summary>
    [JsonIgnore]
    public bool ListsFiles => Version > OldestVersion && Git is null;
}
