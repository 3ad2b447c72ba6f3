namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>artifacts</c>.</summary>
internal sealed record ArtifactResponse
{
    public string? Name { get; init; }

    public bool? Untracked { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public IReadOnlyList<string>? Exclude { get; init; }

    public required string When { get; init; }

    public string? ExpireIn { get; init; }

    public required string ArtifactType { get; init; }

    public required string ArtifactFormat { get; init; }
}
