namespace Odagrun.Lab.Pipelines;

/// <summary>What a configuration gives for one commit: jobs, or errors, or nothing at all (workflow rules said no).</summary>
internal sealed record CompiledPipeline
{
    public IReadOnlyList<string> Stages { get; init; } = [];

    public IReadOnlyList<CiJob> Jobs { get; init; } = [];

    public IReadOnlyList<string> Errors { get; init; } = [];

    public string? Name { get; init; }

    /// <summary>Workflow rules, or the rules of all jobs, leave nothing to run.</summary>
    public bool IsFiltered { get; init; }
}
