namespace Odagrun.GitLab.Api;

/// <summary>What <c>POST /runners/reset_authentication_token</c> said: the new token and its end, or null and why.</summary>
public sealed record TokenResetOutcome(string? Token, DateTimeOffset? ExpiresAt, string? Message)
{
    /// <summary>Whether there is one; never the token.</summary>
    public override string ToString() => Token is null ? $"no new token: {Message}" : $"a new token until {ExpiresAt:O}";
}
