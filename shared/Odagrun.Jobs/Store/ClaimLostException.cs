using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>
/// Another process has acted on a job since it was claimed, or has ended it. The job is in good hands: whoever catches this drops what
/// it was doing, and its ticket.
/// </summary>
public sealed class ClaimLostException(JobName job, string what) : Exception($"job {job} is no longer this worker's: {what}")
{
    /// <summary>The job.</summary>
    public JobName Job { get; } = job;
}
