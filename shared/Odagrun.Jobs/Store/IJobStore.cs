using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>
/// Keeps all jobs this installation has taken and not finished, so that any process can go on with them after any other was
/// killed: a directory on one machine, Secrets in Kubernetes. docs/reliability.md has the reasoning. A store that can't be reached throws
/// <see cref="OutageException"/>, one that refuses another <see cref="IOException"/>.
/// </summary>
public interface IJobStore
{
    /// <summary>
    /// GitLab's <c>system_id</c> of this installation: <c>r_</c> and 12 letters or digits, the same for all processes over this store and
    /// at every start.
    /// </summary>
    string SystemId { get; }

    /// <summary>Stores a new job: all of it or nothing. The parts are sealed with a key of the job's own.</summary>
    /// <exception cref="PartTooLargeException">The store does not take so much.</exception>
    Task<JobAddition> AddAsync(JobRecord record, StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>
    /// The exclusive right to act on a job, among all processes (see <see cref="IJobClaim"/>); it ends with the claim's disposal, and
    /// with the process. Null when somebody else has it for longer than <paramref name="patience"/>. Where it says that there is no such
    /// job, there is none.
    /// </summary>
    Task<IJobClaim?> ClaimAsync(JobName job, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>As the other; what the claim says of the job is at least as new as its ticket.</summary>
    Task<IJobClaim?> ClaimAsync(JobTicket ticket, TimeSpan patience, CancellationToken cancellationToken) =>
        ClaimAsync(ticket.Job, patience, cancellationToken);

    /// <summary>The access part of a job, without a claim; null where there is no such job.</summary>
    Task<StoredAccess?> ReadAccessAsync(JobName job, CancellationToken cancellationToken);

    /// <summary>All jobs that are not archived, as they were a moment ago: who acts on one claims it and looks again.</summary>
    Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellationToken);

    /// <summary>How many jobs of a runner are not archived.</summary>
    Task<int> CountAsync(string runner, CancellationToken cancellationToken);

    /// <summary>
    /// Why a job with <paramref name="size"/> bytes in all could not be kept now; null when it could, or where that can't be tried.
    /// </summary>
    Task<string?> FindProblemAsync(long size, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <summary>Forgets jobs archived before <paramref name="limit"/>, and what interrupted additions left.</summary>
    Task PruneAsync(DateTimeOffset limit, CancellationToken cancellationToken);
}
