namespace Odagrun.Jobs.Pods;

/// <summary>Where a pod is in its life.</summary>
public enum PodPhase
{
    /// <summary>There is none.</summary>
    NotFound,

    /// <summary>Made, not running yet.</summary>
    Pending,

    /// <summary>The executor runs.</summary>
    Running,

    /// <summary>Ended; see exit code and failure.</summary>
    Finished,
}
