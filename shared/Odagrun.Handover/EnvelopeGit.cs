using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>What a git cache's objects reach.</summary>
public sealed record EnvelopeGit
{
    /// <summary>The newest commit, whole with all that it reaches.</summary>
    [JsonPropertyName("head")]
    public required string Head { get; init; }

    /// <summary>Commits whose parents are not there (the file <c>shallow</c> of git).</summary>
    [JsonPropertyName("shallow")]
    public IReadOnlyList<string> Shallow { get; set; } = [];
}
