using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

/// <summary>What a command may know of the job: facts that a script can't change. No secret is among them.</summary>
internal sealed record JobFacts
{
    /// <summary>The cluster's registry.</summary>
    [JsonPropertyName("registry")]
    public required string Registry { get; init; }

    /// <summary>Registries in plain http.</summary>
    [JsonPropertyName("insecure")]
    public IReadOnlyList<string> Insecure { get; set; } = [];

    /// <summary>The project's own repository in the cluster's registry.</summary>
    [JsonPropertyName("projectRepository")]
    public string? ProjectRepository { get; init; }

    /// <summary>Whether names there have two parts only, as OpenShift's image streams have (<c>StreamNames</c>).</summary>
    [JsonPropertyName("streams")]
    public bool HasStreams { get; init; }

    /// <summary>The project's image in GitLab's registry, with its host.</summary>
    [JsonPropertyName("gitlabImage")]
    public string? GitLabImage { get; init; }

    /// <summary>User names by registry, for messages.</summary>
    [JsonPropertyName("users")]
    public IReadOnlyDictionary<string, string> Users { get; set; } = new Dictionary<string, string>();

    /// <summary>When the commit was made, seconds since 1970.</summary>
    [JsonPropertyName("committed")]
    public long? Committed { get; init; }

    /// <summary>The labels of an image that this job pushes.</summary>
    [JsonPropertyName("labels")]
    public IReadOnlyDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>();
}
