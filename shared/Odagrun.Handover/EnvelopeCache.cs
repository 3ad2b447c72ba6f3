using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>One cache, work space or git cache of a job.</summary>
public sealed record EnvelopeCache
{
    /// <summary>What it is.</summary>
    [JsonPropertyName("kind")]
    public required EnvelopeCacheKind Kind { get; init; }

    /// <summary>The name in the job's log: <c>cache deps</c>, <c>work space packages</c>.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>The tag it is stored under.</summary>
    [JsonPropertyName("tag")]
    public required string Tag { get; init; }

    /// <summary>The key that seals what is stored under the tag, base64; null where the job may not store.</summary>
    [JsonPropertyName("sealKey")]
    public string? SealKey { get; init; }

    /// <summary>Who shares it, for the sweep: <c>global</c>, <c>project</c>, <c>branch</c> or <c>pipeline</c>.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; set; } = "project";

    /// <summary>Globs relative to the project, variables not yet replaced.</summary>
    [JsonPropertyName("paths")]
    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>What git does not track belongs to it.</summary>
    [JsonPropertyName("untracked")]
    public bool Untracked { get; init; }

    /// <summary>Names of variables whose values are stored with it.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyList<string> Environment { get; set; } = [];

    /// <summary>Which jobs store it: <c>on_success</c>, <c>on_failure</c>, <c>always</c>.</summary>
    [JsonPropertyName("when")]
    public string When { get; set; } = "on_success";

    /// <summary>How a change is noticed.</summary>
    [JsonPropertyName("threshold")]
    public EnvelopeThreshold Threshold { get; set; } = new();

    /// <summary>The job fails without it.</summary>
    [JsonPropertyName("mandatory")]
    public bool Mandatory { get; init; }

    /// <summary>It is deleted: before the job's script (<c>clean</c>), or after it was used (<c>pull-clean</c>).</summary>
    [JsonPropertyName("delete")]
    public bool Delete { get; init; }

    /// <summary>The job wants to use it.</summary>
    [JsonPropertyName("pull")]
    public bool Pull { get; init; }

    /// <summary>What was found; null: nothing that can be used.</summary>
    [JsonPropertyName("found")]
    public EnvelopeFound? Found { get; init; }

    /// <summary>Why there is nothing to use, for the log.</summary>
    [JsonPropertyName("problem")]
    public string? Problem { get; init; }

    /// <summary>Name and tag; never the key.</summary>
    public override string ToString() => $"{Name} ({Tag})";
}
