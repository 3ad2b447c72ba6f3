using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Web;

/// <summary>A job as it is at one moment.</summary>
public sealed record JobView
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its pipeline.</summary>
    public required long PipelineId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Its state.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Pending, with a runner that prepares it (two-phase commit).</summary>
    public required bool IsPreparing { get; init; }

    /// <summary>Pending, and no runner there is may take it; names what is missing.</summary>
    public string? Stuck { get; init; }

    /// <summary>Why it failed.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Exit code of its script, as the runner told.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Whether the pipeline goes on when it fails.</summary>
    public required bool AllowFailure { get; init; }

    /// <summary><c>on_success</c>, <c>manual</c> …</summary>
    public required string When { get; init; }

    /// <summary>Jobs it waits for; null: all earlier stages.</summary>
    public IReadOnlyList<string>? Needs { get; init; }

    /// <summary>Runner that has or had it.</summary>
    public string? Runner { get; init; }

    /// <summary>The runner's process.</summary>
    public string? SystemId { get; init; }

    /// <summary>Runs of the same job before this one.</summary>
    public required int Attempt { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it became pending.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Bytes of its log.</summary>
    public required long TraceBytes { get; init; }

    /// <summary>What it uploaded.</summary>
    public required IReadOnlyList<ArtifactView> Artifacts { get; init; }
}
