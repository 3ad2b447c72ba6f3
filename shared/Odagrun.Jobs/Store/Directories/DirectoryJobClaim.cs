using System.Text.Json;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store.Directories;

/// <summary>A claim held by a lock file.</summary>
internal sealed class DirectoryJobClaim(JobDirectory directory, StoreLayout layout, FileStream held, JobRecord? record) : IJobClaim
{
    public JobName Job => JobName.Parse(Path.GetFileName(directory.Path));

    public JobRecord? Record { get; private set; } = record;

    public async Task SaveAsync(JobRecord record, CancellationToken cancellationToken)
    {
        await directory.WriteRecordAsync(record, cancellationToken).ConfigureAwait(false);
        Record = record;
    }

    public async Task<StoredAccess> ReadAccessAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await ReadAsync(JobPart.Access, cancellationToken).ConfigureAwait(false), StoreJson.Default.StoredAccess)
            ?? throw Missing(JobPart.Access);

    public async Task<byte[]> ReadAsync(JobPart part, CancellationToken cancellationToken) =>
        await directory.TryReadAsync(part, cancellationToken).ConfigureAwait(false) ?? throw Missing(part);

    public async Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var key = (await ReadSealedAsync(JobPart.Access, cancellationToken).ConfigureAwait(false)).Key;
        await directory.WriteAsync(part, content, key, cancellationToken).ConfigureAwait(false);
    }

    public async Task<SealedPart> ReadSealedAsync(JobPart part, CancellationToken cancellationToken) =>
        await directory.TryReadSealedAsync(part, cancellationToken).ConfigureAwait(false) ?? throw Missing(part);

    // Payload before access: whoever reads the new token finds the new payload. The record comes last and makes old tickets old.
    public async Task RenewAsync(StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        await WriteAsync(JobPart.Payload, payload, cancellationToken).ConfigureAwait(false);
        await WriteAsync(JobPart.Access, JsonSerializer.SerializeToUtf8Bytes(access, StoreJson.Default.StoredAccess), cancellationToken)
            .ConfigureAwait(false);
        await SaveAsync(Record! with { Stage = JobStage.Received, Sequence = Record.Sequence + 1, TwoPhase = null }, cancellationToken)
            .ConfigureAwait(false);
    }

    public Task FinishAsync(JobRecord record, CancellationToken cancellationToken) => SaveAsync(record, cancellationToken);

    public Task ArchiveAsync(CancellationToken cancellationToken)
    {
        directory.RemoveSecrets();
        new JobDirectory(layout.FinishedOf(Job), Job).Remove();
        Directory.Move(directory.Path, layout.FinishedOf(Job));
        DirectorySync.Flush(layout.Finished);
        Record = null;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => held.DisposeAsync();

    private InvalidDataException Missing(JobPart part) =>
        new($"the stored job {Job} has no {part} in {directory.Path}: it was removed by something else");
}
