using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Pods;

/// <summary>
/// Runs jobs' executor images: runc on one machine, batch/v1 Jobs in Kubernetes. A pod outlives this process; every call may be
/// repeated by any process.
/// </summary>
public interface IPodLauncher
{
    /// <summary>Starts the pod of a job, or finds it started: a second call changes nothing.</summary>
    Task<PodStartOutcome> StartAsync(PodRequest request, CancellationToken cancellationToken);

    /// <summary>What is known of a pod now.</summary>
    Task<PodStatus> GetAsync(JobName job, CancellationToken cancellationToken);

    /// <summary>
    /// Waits until the pod has ended, or something changes that <paramref name="known"/> did not say (null: only the end counts), or
    /// <paramref name="limit"/> is over; then what is known. Does not poll where it can watch.
    /// </summary>
    Task<PodStatus> WaitAsync(JobName job, PodStatus? known, TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the pod (first asked, then killed) and removes all that belongs to it. Nothing happens where there is none. Of a job that
    /// <paramref name="failed"/>, a launcher may keep an ended pod for a while for people to look at; it no longer lists it then.
    /// </summary>
    Task DeleteAsync(JobName job, bool failed, CancellationToken cancellationToken);

    /// <summary>How many more jobs of the configured size fit beside those that are there; null: no bound is known.</summary>
    Task<int?> FindRoomAsync(CancellationToken cancellationToken);

    /// <summary>All pods of this installation, whoever started them.</summary>
    Task<IReadOnlyList<JobName>> ListAsync(CancellationToken cancellationToken);
}
