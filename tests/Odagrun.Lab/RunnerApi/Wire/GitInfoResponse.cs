namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>git_info</c>.</summary>
internal sealed record GitInfoResponse
{
    public required string RepoUrl { get; init; }

    public string RepoObjectFormat { get; init; } = "sha1";

    public required string Ref { get; init; }

    public required string Sha { get; init; }

    public required string BeforeSha { get; init; }

    public required string RefType { get; init; }

    public required IReadOnlyList<string> Refspecs { get; init; }

    public required int Depth { get; init; }

    public bool Protected { get; init; }
}
