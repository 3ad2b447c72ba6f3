using Odagrun.Handover;

namespace Odagrun.Jobs.Pods;

/// <summary>
/// What is known of a pod. <paramref name="Termination"/> is the executor's last word, where it left one; <paramref name="Progress"/>
/// is one plain sentence about what happens or is waited for before the executor runs.
/// </summary>
public sealed record PodStatus(
    PodPhase Phase,
    int? ExitCode = null,
    PodFailure? Failure = null,
    string? Message = null,
    TerminationMessage? Termination = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    string? Progress = null)
{
    /// <summary>Whether there is something to act on that <paramref name="known"/> did not say.</summary>
    public bool IsNews(PodStatus? known) =>
        Phase is PodPhase.NotFound or PodPhase.Finished || (known is not null && (Phase != known.Phase || Progress != known.Progress));
}
