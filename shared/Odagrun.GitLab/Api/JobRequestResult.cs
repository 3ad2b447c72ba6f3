namespace Odagrun.GitLab.Api;

/// <summary>How a job request ended.</summary>
public enum JobRequestResult
{
    /// <summary>201: a job.</summary>
    Job,

    /// <summary>204: nothing to do.</summary>
    Empty,

    /// <summary>409: ask again, there may be jobs.</summary>
    Conflict,

    /// <summary>403: the token is unknown or revoked.</summary>
    InvalidToken,

    /// <summary>422: the runner has no project or group left.</summary>
    Orphaned,

    /// <summary>201 with a body that is no job payload.</summary>
    Malformed,

    /// <summary>429, 5xx, or no answer.</summary>
    Unavailable,
}
