namespace Odagrun.Jobs.Pods;

/// <summary>
/// How a start ended; <paramref name="Failure"/> and <paramref name="Message"/> say why it did not, or what is waited for.
/// <paramref name="PodId"/> is the launcher's own id of what was made (in Kubernetes the Job's uid); the job store may bind what it
/// keeps to it.
/// </summary>
public sealed record PodStartOutcome(PodStartResult Result, PodFailure? Failure = null, string? Message = null, string? PodId = null);
