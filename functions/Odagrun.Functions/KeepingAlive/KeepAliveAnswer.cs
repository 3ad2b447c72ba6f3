namespace Odagrun.Functions.KeepingAlive;

/// <summary>What GitLab says about a job that waits.</summary>
internal enum KeepAliveAnswer
{
    /// <summary>It is still ours and waits.</summary>
    Waiting,

    /// <summary>It counts as running: an older server, or the job was accepted before.</summary>
    Running,

    /// <summary>It is over: canceled, taken back, erased.</summary>
    Over,

    /// <summary>Somebody wants it canceled.</summary>
    Canceling,

    /// <summary>GitLab did not answer.</summary>
    Unknown,
}
