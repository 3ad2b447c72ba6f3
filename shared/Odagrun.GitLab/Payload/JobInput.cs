using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>One job input.</summary>
public sealed record JobInput
{
    /// <summary>Name.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Typed value.</summary>
    [JsonPropertyName("value")]
    public JobInputValue? Value { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"{Key}";
}
