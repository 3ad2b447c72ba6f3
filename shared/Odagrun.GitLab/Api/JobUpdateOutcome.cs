namespace Odagrun.GitLab.Api;

/// <summary>What <c>PUT /jobs/:id</c> said; <paramref name="UpdateInterval"/> is the server's X-GitLab-Trace-Update-Interval.</summary>
public sealed record JobUpdateOutcome(JobUpdateResult Result, bool CancelRequested, TimeSpan? UpdateInterval, string? Message);
