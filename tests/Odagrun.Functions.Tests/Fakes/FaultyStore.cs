using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>
/// A real store whose saves fail when the test says so: what another process or an outage does to a store of optimistic claims.
/// </summary>
internal sealed class FaultyStore(IJobStore store, Func<JobRecord, Exception?> fault) : IJobStore
{
    public string SystemId => store.SystemId;

    public Task<JobAddition> AddAsync(
        JobRecord record, StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        fault(record) is { } e ? throw e : store.AddAsync(record, access, payload, cancellationToken);

    public async Task<IJobClaim?> ClaimAsync(JobName job, TimeSpan patience, CancellationToken cancellationToken) =>
        await store.ClaimAsync(job, patience, cancellationToken) is { } claim ? new Claim(claim, fault) : null;

    public Task<StoredAccess?> ReadAccessAsync(JobName job, CancellationToken cancellationToken) =>
        store.ReadAccessAsync(job, cancellationToken);

    public Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public Task<int> CountAsync(string runner, CancellationToken cancellationToken) => store.CountAsync(runner, cancellationToken);

    public Task<string?> FindProblemAsync(long size, CancellationToken cancellationToken) =>
        store.FindProblemAsync(size, cancellationToken);

    public Task PruneAsync(DateTimeOffset limit, CancellationToken cancellationToken) => store.PruneAsync(limit, cancellationToken);

    private sealed class Claim(IJobClaim claim, Func<JobRecord, Exception?> fault) : IJobClaim
    {
        public JobName Job => claim.Job;

        public JobRecord? Record => claim.Record;

        public Task SaveAsync(JobRecord record, CancellationToken cancellationToken) =>
            fault(record) is { } e ? throw e : claim.SaveAsync(record, cancellationToken);

        public Task<StoredAccess> ReadAccessAsync(CancellationToken cancellationToken) => claim.ReadAccessAsync(cancellationToken);

        public Task<byte[]> ReadAsync(JobPart part, CancellationToken cancellationToken) => claim.ReadAsync(part, cancellationToken);

        public Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
            claim.WriteAsync(part, content, cancellationToken);

        public Task<SealedPart> ReadSealedAsync(JobPart part, CancellationToken cancellationToken) =>
            claim.ReadSealedAsync(part, cancellationToken);

        public Task RenewAsync(StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
            fault(claim.Record!) is { } e ? throw e : claim.RenewAsync(access, payload, cancellationToken);

        public Task FinishAsync(JobRecord record, CancellationToken cancellationToken) =>
            fault(record) is { } e ? throw e : claim.FinishAsync(record, cancellationToken);

        public Task ArchiveAsync(CancellationToken cancellationToken) => claim.ArchiveAsync(cancellationToken);

        public ValueTask DisposeAsync() => claim.DisposeAsync();
    }
}
