namespace Odagrun.GitLab.Api;

/// <summary>How a state update ended (checked in this order).</summary>
public enum JobUpdateResult
{
    /// <summary>200.</summary>
    Ok,

    /// <summary>Job-Status canceled or failed, 403 or 404: stop everything about this job.</summary>
    Abort,

    /// <summary>202: accepted, the trace is still being stored; send the same again.</summary>
    Accepted,

    /// <summary>412: the trace is wrong; send all of it again.</summary>
    TraceMismatch,

    /// <summary>400: the server does not know this state (two-phase commit on an old server).</summary>
    Rejected,

    /// <summary>409: assigned already.</summary>
    Conflict,

    /// <summary>429, 5xx or no answer: try again.</summary>
    Unavailable,
}
