using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>The exclusive right to act on a job.</summary>
public interface IJobClaim : IAsyncDisposable
{
    /// <summary>The job.</summary>
    JobName Job { get; }

    /// <summary>What is stored of it; null where there is no such job (any more).</summary>
    JobRecord? Record { get; }

    /// <summary>Replaces the record: all of it or nothing, and safe once this returns.</summary>
    Task SaveAsync(JobRecord record, CancellationToken cancellationToken);

    /// <summary>The access part, opened.</summary>
    Task<StoredAccess> ReadAccessAsync(CancellationToken cancellationToken);

    /// <summary>A part, opened.</summary>
    Task<byte[]> ReadAsync(JobPart part, CancellationToken cancellationToken);

    /// <summary>Seals and stores a part.</summary>
    Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>A part as it is stored, for the pod, with the key that opens it.</summary>
    Task<SealedPart> ReadSealedAsync(JobPart part, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces a job that has not started: GitLab gave it again, with another token. The record's sequence goes on, so that no
    /// old ticket acts on it.
    /// </summary>
    Task RenewAsync(StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>Removes key and parts of a finished job and keeps its record for a while, so that it is known to be over.</summary>
    Task ArchiveAsync(CancellationToken cancellationToken);
}
