namespace Odagrun.GitLab.Api;

/// <summary>How a trace patch ended.</summary>
public enum TracePatchResult
{
    /// <summary>202.</summary>
    Ok,

    /// <summary>416: go on at the server's size.</summary>
    RangeMismatch,

    /// <summary>Job-Status canceled or failed, or 403: stop everything about this job.</summary>
    Abort,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>429, 5xx or no answer: try again.</summary>
    Unavailable,
}
