namespace Odagrun.Lab.Pipelines;

/// <summary>What a pipeline was made for.</summary>
internal sealed record PipelineSource(string Ref, bool IsTag, string Sha, string BeforeSha, string Kind)
{
    public const string ZeroSha = "0000000000000000000000000000000000000000";

    public string CommitTitle { get; init; } = "";

    public string CommitMessage { get; init; } = "";

    public string CommitAuthor { get; init; } = "";

    public string CommitTimestamp { get; init; } = "";

    public string TagMessage { get; init; } = "";

    /// <summary>Variables of the call that made it.</summary>
    public IReadOnlyList<CiVariable> Variables { get; init; } = [];

    public bool IsProtected { get; init; }
}
