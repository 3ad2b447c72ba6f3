namespace Odagrun.GitLab.Api;

/// <summary>What <c>POST /runners/verify</c> said.</summary>
public sealed record VerifyOutcome(VerifyResult Result, long? RunnerId, DateTimeOffset? TokenExpiresAt, string? Message);
