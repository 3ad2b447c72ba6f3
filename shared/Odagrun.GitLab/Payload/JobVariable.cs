using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One CI variable.</summary>
public sealed record JobVariable
{
    /// <summary>Name.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Value; null counts as empty.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; init; }

    /// <summary>May be shown.</summary>
    [JsonPropertyName("public")]
    public bool Public { get; init; }

    /// <summary>The value is written to a file, the variable holds its path.</summary>
    [JsonPropertyName("file")]
    public bool File { get; init; }

    /// <summary>Hidden in the log.</summary>
    [JsonPropertyName("masked")]
    public bool Masked { get; init; }

    /// <summary>Not expanded.</summary>
    [JsonPropertyName("raw")]
    public bool Raw { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Key}";
}
