using Odagrun.Lab.Artifacts;
using Odagrun.Lab.Board;
using Odagrun.Lab.Ledger;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Traces;

namespace Odagrun.Lab.Jobs;

/// <summary>One run of one job of a pipeline. Guarded by <see cref="LabBoard.Gate"/>.</summary>
internal sealed class Job(long id, Pipeline pipeline, CiJob definition, string token, TraceLog trace)
{
    public long Id { get; } = id;

    public Pipeline Pipeline { get; } = pipeline;

    public CiJob Definition { get; } = definition;

    public string Token { get; } = token;

    public TraceLog Trace { get; } = trace;

    public string Name => Definition.Name;

    public string Stage => Definition.Stage;

    public JobStatus Status { get; set; } = JobStatus.Created;

    public string? FailureReason { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>Decided by the definition, or by the exit code at the end.</summary>
    public bool AllowFailure { get; set; } = definition.AllowFailure;

    public RegisteredRunner? Runner { get; set; }

    public RunnerManager? Manager { get; set; }

    /// <summary>Set while an assigned job waits for its runner's acknowledgement.</summary>
    public DateTimeOffset? AcknowledgeBy { get; set; }

    /// <summary>The timer of <see cref="AcknowledgeBy"/> or of a delayed start.</summary>
    public ITimer? Timer { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>A newer run of the same job replaced this one.</summary>
    public bool IsRetried { get; set; }

    /// <summary>Runs of this job before this one.</summary>
    public int Attempt { get; init; }

    /// <summary>A person started a manual job, or retried it.</summary>
    public bool IsPlayed { get; set; }

    /// <summary>The job's token is alive: it runs, or a runner prepares it and was not yet heard.</summary>
    public bool HoldsToken => Status.IsActive() || AcknowledgeBy is not null;

    public bool ChecksumRejected { get; set; }

    public List<StoredArtifact> Artifacts { get; } = [];

    /// <summary>Variables of its dotenv reports.</summary>
    public List<CiVariable> Dotenv { get; } = [];

    public JobLedger Ledger { get; } = new();
}
