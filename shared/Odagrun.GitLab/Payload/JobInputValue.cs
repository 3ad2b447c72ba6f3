using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>The value of a job input.</summary>
public sealed record JobInputValue
{
    /// <summary><c>string</c>, <c>number</c>, <c>boolean</c>, <c>array</c> or <c>struct</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>The value itself.</summary>
    [JsonPropertyName("content")]
    public JsonElement? Content { get; init; }

    /// <summary>Refused when true.</summary>
    [JsonPropertyName("sensitive")]
    public bool? Sensitive { get; init; }
}
