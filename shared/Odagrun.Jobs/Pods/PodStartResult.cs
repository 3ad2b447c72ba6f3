namespace Odagrun.Jobs.Pods;

/// <summary>How a start ended.</summary>
public enum PodStartResult
{
    /// <summary>Started by this call.</summary>
    Started,

    /// <summary>It was there already (running or ended).</summary>
    AlreadyThere,

    /// <summary>No room now: ask again later.</summary>
    NoRoom,

    /// <summary>It can't start; see the failure.</summary>
    Failed,
}
