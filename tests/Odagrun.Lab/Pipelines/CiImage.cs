namespace Odagrun.Lab.Pipelines;

/// <summary>An <c>image:</c> or one of <c>services:</c>.</summary>
internal sealed record CiImage(string Name)
{
    public string? Alias { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string> PullPolicy { get; init; } = [];

    public string? DockerPlatform { get; init; }

    public string? DockerUser { get; init; }

    public string? KubernetesUser { get; init; }

    public IReadOnlyList<CiVariable> Variables { get; init; } = [];
}
