using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>The registries as a job's executor knows them: where images may be pushed, and with which logins.</summary>
/// <remarks>What has a default is settable: generated JSON gives an absent init-only property its type's zero instead.</remarks>
public sealed record EnvelopeRegistry
{
    /// <summary>The variable that holds the project's own image in the cluster's registry, in <c>image:</c> and in scripts.</summary>
    public const string ImageVariable = "ODAGRUN_REGISTRY_IMAGE";

    /// <summary>The cluster's registry: host, with port.</summary>
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    /// <summary>Registries that are spoken to in plain http, the cluster's own among them where that is so.</summary>
    [JsonPropertyName("insecure")]
    public IReadOnlyList<string> Insecure { get; set; } = [];

    /// <summary>
    /// What the runner's own repositories in <see cref="Host"/> begin with: executor images, copies of base images, caches.
    /// </summary>
    [JsonPropertyName("repository")]
    public required string Repository { get; init; }

    /// <summary>Below which the projects' repositories lie; what jobs push is there, and may be read by all.</summary>
    [JsonPropertyName("projectsRepository")]
    public string ProjectsRepository { get; set; } = "";

    /// <summary>
    /// The repository in <see cref="Host"/> that is the project's own, with all below it; null where the project's path makes no
    /// name of a repository. From the payload's own fields: no variable has a say in it.
    /// </summary>
    [JsonPropertyName("projectRepository")]
    public string? ProjectRepository { get; init; }

    /// <summary>OpenShift's image API beside <see cref="Host"/>; null: there is none.</summary>
    [JsonPropertyName("imageApi")]
    public EnvelopeImageApi? ImageApi { get; init; }

    /// <summary>Whether a repository in <see cref="Host"/> is the project's own, or lies below it.</summary>
    public bool IsOwn(string repository) => ProjectRepository is { } own
        && (repository == own || repository.StartsWith(own + (ImageApi is null ? '/' : StreamNames.Separator), StringComparison.Ordinal));

    /// <summary>Logins in the order in which they are tried: the job's own first, then the runner's.</summary>
    [JsonPropertyName("logins")]
    public IReadOnlyList<EnvelopeLogin> Logins { get; set; } = [];
}
