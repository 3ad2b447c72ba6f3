using System.Text.Json.Serialization;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>A repository, or what is to change of one: fields that are null stay as they are.</summary>
internal sealed record HubRepository
{
    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>At most 100 characters.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>Markdown, at most 25,000 bytes.</summary>
    [JsonPropertyName("full_description")]
    public string? FullDescription { get; init; }

    [JsonPropertyName("is_private")]
    public bool? IsPrivate { get; init; }
}
