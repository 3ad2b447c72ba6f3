using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>A port of an image.</summary>
public sealed record JobPort
{
    /// <summary>Port number.</summary>
    [JsonPropertyName("number")]
    public int? Number { get; init; }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; init; }

    /// <summary>Name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}
