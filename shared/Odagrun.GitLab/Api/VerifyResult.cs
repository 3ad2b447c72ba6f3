namespace Odagrun.GitLab.Api;

/// <summary>How a verification ended.</summary>
public enum VerifyResult
{
    /// <summary>200: the token is good.</summary>
    Valid,

    /// <summary>403: the token is unknown or revoked.</summary>
    InvalidToken,

    /// <summary>422: the runner has no project or group left.</summary>
    Orphaned,

    /// <summary>No answer, or one that decides nothing.</summary>
    Unavailable,
}
