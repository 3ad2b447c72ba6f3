namespace Odagrun.GitLab.Api;

/// <summary>The states a runner may report.</summary>
public enum JobState
{
    /// <summary>Kept for this runner, not started: two-phase commit.</summary>
    Pending,

    /// <summary>Accepted, or still alive.</summary>
    Running,

    /// <summary>Final.</summary>
    Success,

    /// <summary>Final, with a <see cref="FailureReason"/>.</summary>
    Failed,
}
