namespace Odagrun.Lab.Pipelines;

/// <summary>One entry of what a job uploads: the archive, or one report.</summary>
internal sealed record CiArtifact(string Type, string Format)
{
    public string? Name { get; init; }

    public bool Untracked { get; init; }

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Exclude { get; init; } = [];

    public string When { get; init; } = "on_success";

    public string? ExpireIn { get; init; }
}
