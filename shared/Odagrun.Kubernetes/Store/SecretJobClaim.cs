using System.Text.Json;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// A claim by version: it knows the state of the job's Secret that it was made for, and changes that state or none. Within the process
/// it holds the job's lock.
/// </summary>
internal sealed class SecretJobClaim(JobName job, StoredJob? stored, JobSecrets secrets, IDisposable held) : IJobClaim
{
    private readonly PartChanges? _changes = stored is null ? null : new PartChanges(job, stored.Key);
    private StoredJob? _stored = stored;

    public JobName Job => job;

    public JobRecord? Record { get; private set; } = stored?.Record;

    public async Task SaveAsync(JobRecord record, CancellationToken cancellationToken)
    {
        var before = Stored();
        foreach (var piece in _changes!.Pieces)
        {
            await secrets.CreatePieceAsync(SecretManifest.OfPiece(job, piece, secrets.Installation, before), cancellationToken)
                .ConfigureAwait(false);
        }

        var after = await ChangeAsync(before, new JobChange(record, new Dictionary<string, byte[]?>(_changes.Keys)), cancellationToken)
            .ConfigureAwait(false);
        (_stored, Record) = (after, record);
        _changes.Clear();
        await RemovePiecesAsync(PiecesOf(before).Except(PiecesOf(after)), cancellationToken).ConfigureAwait(false);
    }

    public async Task<StoredAccess> ReadAccessAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await ReadAsync(JobPart.Access, cancellationToken).ConfigureAwait(false), StoreJson.Default.StoredAccess)
            ?? throw Missing(JobPart.Access);

    public async Task<byte[]> ReadAsync(JobPart part, CancellationToken cancellationToken)
    {
        if (await FindAsync(part, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return PayloadSeal.Open(found.Content.Span, found.Key, job.ToString());
        }

        // The envelope took its place.
        return part == JobPart.Payload && await FindAsync(JobPart.Envelope, cancellationToken).ConfigureAwait(false) is { } envelope
            ? PayloadOf(PayloadSeal.Open(envelope.Content.Span, envelope.Key, job.ToString()))
            : throw Missing(part);
    }

    public Task WriteAsync(JobPart part, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var before = Stored();
        _changes!.Write(part, content.Span, before.Data);
        if (part == JobPart.Envelope)
        {
            _changes.Remove(JobPart.Payload.Name);
        }

        return Task.CompletedTask;
    }

    public async Task<SealedPart> ReadSealedAsync(JobPart part, CancellationToken cancellationToken) =>
        await FindAsync(part, cancellationToken).ConfigureAwait(false) ?? throw Missing(part);

    public Task RenewAsync(StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var before = Stored();
        foreach (var key in before.Data.Keys.Where(key => key is not (StoredJob.RecordKey or StoredJob.KeyKey)))
        {
            _changes!.Remove(key);
        }

        _changes!.Write(JobPart.Access, JsonSerializer.SerializeToUtf8Bytes(access, StoreJson.Default.StoredAccess), before.Data);
        _changes.Write(JobPart.Payload, payload.Span, before.Data);
        return SaveAsync(Record! with { Stage = JobStage.Received, Sequence = Record.Sequence + 1, TwoPhase = null }, cancellationToken);
    }

    // Once GitLab has the job's end, whoever comes after a crash is told so by GitLab: the note would be one request for nothing.
    public Task FinishAsync(JobRecord record, CancellationToken cancellationToken)
    {
        Stored();
        if (record.Outcome is not (JobOutcome.Succeeded or JobOutcome.Failed))
        {
            return SaveAsync(record, cancellationToken);
        }

        Record = record;
        return Task.CompletedTask;
    }

    // A job that was started can't be given again: whatever another worker noted of it since, it is over.
    public async Task ArchiveAsync(CancellationToken cancellationToken)
    {
        if (_stored is { } current)
        {
            await RemovePiecesAsync(PiecesOf(await DeleteAsync(current, cancellationToken).ConfigureAwait(false)), cancellationToken)
                .ConfigureAwait(false);
        }

        (_stored, Record) = (null, null);
    }

    public ValueTask DisposeAsync()
    {
        held.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<StoredJob> DeleteAsync(StoredJob current, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await secrets.DeleteAsync(current, anyVersion: current.Record.Stage >= JobStage.Started, cancellationToken)
                    .ConfigureAwait(false);
                return current;
            }
            catch (KubernetesApiException e) when (e.IsConflict)
            {
                current = await RebaseAsync(current, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<StoredJob> ChangeAsync(StoredJob from, JobChange change, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await secrets.ChangeAsync(from, change, cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesApiException e) when (e.IsConflict || e.IsNotFound)
            {
                var current = await RebaseAsync(from, cancellationToken, change.Save).ConfigureAwait(false);
                if (current.Save == change.Save)
                {
                    // It was made, and its answer lost.
                    return current;
                }

                from = current;
            }
        }
    }

    /// <summary>The job as it is now, where what has changed since leaves this claim its work.</summary>
    private async Task<StoredJob> RebaseAsync(StoredJob from, CancellationToken cancellationToken, string? own = null)
    {
        var current = await secrets.GetAsync(job, cancellationToken).ConfigureAwait(false)
            ?? throw new ClaimLostException(job, "its Secret was removed");
        return (own is not null && current.Save == own) || from.IsSameWork(current)
            ? current
            : throw new ClaimLostException(
                job, $"another process has saved it (stage {current.Record.Stage}, sequence {current.Record.Sequence})");
    }

    private async Task<SealedPart?> FindAsync(JobPart part, CancellationToken cancellationToken)
    {
        var stored = Stored();
        var content = _changes!.Covers(part.Name) ? _changes.Find(part.Name)
            : stored.Data.TryGetValue(part.Name, out var whole) ? whole
            : stored.Data.TryGetValue(
                StoredParts.IndexKey(part.Name), out var index) ? await JoinAsync(part, index, cancellationToken).ConfigureAwait(false)
            : (ReadOnlyMemory<byte>?)null;
        return content is { } found ? new SealedPart(found, part.KeyFrom(stored.Key)) : null;
    }

    private async Task<ReadOnlyMemory<byte>> JoinAsync(JobPart part, byte[] index, CancellationToken cancellationToken)
    {
        using var joined = new MemoryStream();
        foreach (var name in StoredParts.ReadIndex(index))
        {
            var piece = await secrets.ReadPieceAsync(name, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException(
                    $"the stored job {job} lacks the Secret {secrets.Namespace}/{name} with a piece of its {part}: it was removed by something else");
            joined.Write(piece);
        }

        return joined.ToArray();
    }

    // They are of no use, and go with the job at the latest.
    private async Task RemovePiecesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            await secrets.DeletePieceAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private StoredJob Stored() => _stored ?? throw new ClaimLostException(job, "it is not stored any more");

    private static IEnumerable<string> PiecesOf(StoredJob stored) =>
        stored.Data.Where(key => key.Key.EndsWith(StoredParts.IndexKey(""), StringComparison.Ordinal))
            .SelectMany(key => StoredParts.ReadIndex(key.Value));

    private static byte[] PayloadOf(byte[] envelope)
    {
        using var json = JsonDocument.Parse(envelope);
        return JsonSerializer.SerializeToUtf8Bytes(json.RootElement.GetProperty("payload"), HandoverJson.Default.JsonElement);
    }

    private InvalidDataException Missing(JobPart part) =>
        new($"the stored job {job} has no {part} in the Secret {secrets.Namespace}/{ObjectNames.Of(job)}: it was removed by something else");
}
