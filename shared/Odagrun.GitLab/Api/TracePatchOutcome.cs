namespace Odagrun.GitLab.Api;

/// <summary>
/// What <c>PATCH /jobs/:id/trace</c> said; <paramref name="ServerSize"/> is the end of the answer's Range: where to go on.
/// </summary>
public sealed record TracePatchOutcome(
    TracePatchResult Result, long? ServerSize, bool CancelRequested, TimeSpan? UpdateInterval, string? Message)
{
    /// <summary>The transport sent it more than once: an earlier attempt may have been stored though its answer was an error.</summary>
    public bool Retried { get; init; }
}
