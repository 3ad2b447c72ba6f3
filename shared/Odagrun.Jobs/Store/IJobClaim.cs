using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>
/// The exclusive right to act on a job. Where nothing can keep other processes away, it is found out at the next save whether one of
/// them has acted: that save then throws <see cref="ClaimLostException"/> and changes nothing. What was done up to there must bear
/// being done twice.
/// </summary>
public interface IJobClaim : IAsyncDisposable
{
    /// <summary>The job.</summary>
    JobName Job { get; }

    /// <summary>What is stored of it; null where there is no such job (any more).</summary>
    JobRecord? Record { get; }

    /// <summary>
    /// Replaces the record, and stores the parts written since the last save with it: all of it or nothing, and safe once this returns.
    /// </summary>
    /// <exception cref="ClaimLostException">Somebody else has acted on the job.</exception>
    Task SaveAsync(JobRecord record, CancellationToken cancellationToken);

    /// <summary>The access part, opened.</summary>
    Task<StoredAccess> ReadAccessAsync(CancellationToken cancellationToken);

    /// <summary>A part, opened. The payload can be read as long as there is a payload or an envelope.</summary>
    Task<byte[]> ReadAsync(JobPart part, CancellationToken cancellationToken);

    /// <summary>
    /// Seals a part. It is stored with the next <see cref="SaveAsync"/> at the latest: a store whose writes are dear makes one write of
    /// both. Who reads it through this claim finds it at once. Writing the envelope may end the payload, whose content it holds.
    /// </summary>
    /// <exception cref="PartTooLargeException">The store does not take so much.</exception>
    Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A part as it is stored, for the pod, with the key that opens it.</summary>
    Task<SealedPart> ReadSealedAsync(JobPart part, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a job that has not started: GitLab gave it again, with another token. The record's sequence goes on, so that no
    /// old ticket acts on it.
    /// </summary>
    Task RenewAsync(StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that the job is over: from here on nothing of it may start. Where the record's outcome is one that GitLab has been told, a
    /// store may keep that note in this claim until <see cref="ArchiveAsync"/>: after a crash in between GitLab says that the job is over.
    /// </summary>
    /// <exception cref="ClaimLostException">Somebody else has acted on the job.</exception>
    Task FinishAsync(JobRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Removes key and parts of a finished job. A store may keep its record for a while, so that it is known to be over; one that does
    /// not relies on GitLab, which gives no job again whose end it was told.
    /// </summary>
    /// <exception cref="ClaimLostException">Somebody else has acted on the job.</exception>
    Task ArchiveAsync(CancellationToken cancellationToken);
}
