using Odagrun.Handover;

namespace Odagrun.Jobs.Pods;

/// <summary>What is known of a pod. <paramref name="Termination"/> is the executor's last word, where it left one.</summary>
public sealed record PodStatus(
    PodPhase Phase,
    int? ExitCode = null,
    PodFailure? Failure = null,
    string? Message = null,
    TerminationMessage? Termination = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null);
