namespace Odagrun.GitLab.Api;

/// <summary>
/// The body of <c>PUT /jobs/:id</c>. <paramref name="Output"/> is sent with final states. <paramref name="SupportedReasons"/> are the
/// payload's <c>features.failure_reasons</c>.
/// </summary>
public sealed record JobUpdate(
    JobState State,
    FailureReason? Reason = null,
    int ExitCode = 0,
    TraceChecksum? Output = null,
    IReadOnlyList<string>? SupportedReasons = null);
