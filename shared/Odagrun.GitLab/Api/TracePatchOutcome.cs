namespace Odagrun.GitLab.Api;

/// <summary>What <c>PATCH /jobs/:id/trace</c> said; <paramref name="ServerSize"/> is the end of the answer's Range: where to go on.</summary>
public sealed record TracePatchOutcome(TracePatchResult Result, long? ServerSize, bool CancelRequested, TimeSpan? UpdateInterval, string? Message);
