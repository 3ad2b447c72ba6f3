namespace Odagrun.Lab.Tests.Pipelines;

/// <summary>What the pipeline of a golden case is for.</summary>
internal sealed record GoldenCase
{
    public string Ref { get; init; } = "main";

    public bool IsTag { get; init; }

    public string Source { get; init; } = "push";

    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>Files the push added; null: a new branch, and nothing is known of changes.</summary>
    public IReadOnlyList<string>? ChangedFiles { get; init; }
}
