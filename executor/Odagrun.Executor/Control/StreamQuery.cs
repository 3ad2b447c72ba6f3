using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

/// <summary>What a command wants of an image stream.</summary>
internal sealed record StreamQuery
{
    /// <summary>Lets <see cref="Tag"/> lead to the image.</summary>
    internal const string SetTag = "tag";

    /// <summary>Deletes the tag.</summary>
    internal const string DeleteTag = "delete-tag";

    /// <summary>Deletes all tags of the image.</summary>
    internal const string DeleteImage = "delete-image";

    /// <summary>One of the above.</summary>
    [JsonPropertyName("action")]
    public required string Action { get; init; }

    /// <summary>The repository in the cluster's registry.</summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>The image: a tag, or a digest.</summary>
    [JsonPropertyName("reference")]
    public required string Reference { get; init; }

    /// <summary>The new tag.</summary>
    [JsonPropertyName("tag")]
    public string? Tag { get; init; }
}
