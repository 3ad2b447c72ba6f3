using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>An image or a service.</summary>
public sealed record JobImage
{
    /// <summary>Reference; may hold variables.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Host names of a service, by blanks or commas.</summary>
    [JsonPropertyName("alias")]
    public string? Alias { get; init; }

    /// <summary>Replaces the image's Entrypoint.</summary>
    [JsonPropertyName("entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>Replaces the image's Cmd.</summary>
    [JsonPropertyName("command")]
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Ports.</summary>
    [JsonPropertyName("ports")]
    public IReadOnlyList<JobPort>? Ports { get; init; }

    /// <summary>A service's own variables.</summary>
    [JsonPropertyName("variables")]
    public IReadOnlyList<JobVariable>? Variables { get; init; }

    /// <summary><c>always</c>, <c>if-not-present</c>, <c>never</c>, in order.</summary>
    [JsonPropertyName("pull_policy")]
    public IReadOnlyList<string>? PullPolicy { get; init; }

    /// <summary>Options by executor.</summary>
    [JsonPropertyName("executor_opts")]
    public JobExecutorOptions? ExecutorOpts { get; init; }
}
