using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// The job store of a cluster: one Secret a job. Nothing locks it between processes; each save is made to the state that was read, or
/// refused. Finished jobs are not kept: GitLab gives none again whose end it was told.
/// </summary>
internal sealed class SecretJobStore(JobSecrets secrets, TimeProvider clock) : IJobStore
{
    // Longer than any addition takes.
    private static readonly TimeSpan OldPiece = TimeSpan.FromHours(1);

    private readonly JobLocks _locks = new();

    // Nothing has to be kept for it, and it is the same in every process: the installation is named by where it is.
    public string SystemId { get; } =
        "r_" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{secrets.Server}\n{secrets.Namespace}\n{secrets.Installation}")))[..12];

    public async Task<JobAddition> AddAsync(
        JobRecord record, StoredAccess access, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var key = JobKey.Create();
        var parts = new PartChanges(record.Name, key);
        var none = new Dictionary<string, byte[]>();
        parts.Write(JobPart.Access, JsonSerializer.SerializeToUtf8Bytes(access, StoreJson.Default.StoredAccess), none);
        parts.Write(JobPart.Payload, payload.Span, none);

        // The job's own Secret comes last: nobody sees a job without its pieces.
        foreach (var piece in parts.Pieces)
        {
            await secrets.CreatePieceAsync(SecretManifest.OfPiece(record.Name, piece, secrets.Installation, owner: null), cancellationToken)
                .ConfigureAwait(false);
        }

        var content = parts.Keys.Where(part => part.Value is not null).ToDictionary(part => part.Key, part => part.Value!);
        if (await TryCreateAsync(record, key, content, cancellationToken).ConfigureAwait(false))
        {
            return JobAddition.Added;
        }

        foreach (var piece in parts.Pieces)
        {
            await secrets.DeletePieceAsync(piece.Secret, cancellationToken).ConfigureAwait(false);
        }

        return JobAddition.AlreadyThere;
    }

    public Task<IJobClaim?> ClaimAsync(JobName job, TimeSpan patience, CancellationToken cancellationToken) =>
        ClaimAsync(job, 0, patience, cancellationToken);

    public Task<IJobClaim?> ClaimAsync(JobTicket ticket, TimeSpan patience, CancellationToken cancellationToken) =>
        ClaimAsync(ticket.Job, ticket.Sequence, patience, cancellationToken);

    public async Task<StoredAccess?> ReadAccessAsync(JobName job, CancellationToken cancellationToken) =>
        await secrets.FindAsync(job, 0, cancellationToken).ConfigureAwait(false) is { } stored
            && stored.Data.TryGetValue(JobPart.Access.Name, out var access)
            ? JsonSerializer.Deserialize(PayloadSeal.Open(access, stored.Key, job.ToString()), StoreJson.Default.StoredAccess)
            : null;

    public async Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellationToken) =>
        await secrets.ListAsync(secret => secrets.Read(secret).Record, cancellationToken).ConfigureAwait(false);

    public async Task<int> CountAsync(string runner, CancellationToken cancellationToken) =>
        (await secrets.ListAsync(secret => ObjectNames.JobOf(secret.Metadata.Name), cancellationToken).ConfigureAwait(false)).Count(
            job => job.Runner == runner);

    public async Task PruneAsync(DateTimeOffset limit, CancellationToken cancellationToken)
    {
        foreach (var piece in await secrets.ListPiecesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (IsOld(piece) && JobOf(piece) is { } job && await secrets.GetAsync(job, cancellationToken).ConfigureAwait(false) is null)
            {
                await secrets.DeletePieceAsync(piece.Name, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> TryCreateAsync(
        JobRecord record, JobKey key, Dictionary<string, byte[]> parts, CancellationToken cancellationToken)
    {
        var save = Guid.NewGuid().ToString("N");
        try
        {
            await secrets.CreateAsync(SecretManifest.OfJob(record, key, parts, secrets.Installation, save), cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            // Of another process, or of an attempt of ours whose answer was lost.
            return e.MayHaveSucceeded && await secrets.GetAsync(record.Name, cancellationToken).ConfigureAwait(false) is { } stored
                && stored.Save == save;
        }
    }

    private async Task<IJobClaim?> ClaimAsync(JobName job, int sequence, TimeSpan patience, CancellationToken cancellationToken)
    {
        var held = await _locks.TakeAsync(job, patience, cancellationToken).ConfigureAwait(false);
        if (held is null)
        {
            return null;
        }

        try
        {
            return new SecretJobClaim(job, await secrets.FindAsync(job, sequence, cancellationToken).ConfigureAwait(false), secrets, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private bool IsOld(V1ObjectMeta piece) =>
        piece.CreationTimestamp is { } created && clock.GetUtcNow() - created.ToUniversalTime() > OldPiece;

    private static JobName? JobOf(V1ObjectMeta piece) =>
        piece.Labels?.TryGetValue(ObjectLabels.Job, out var job) == true ? JobName.TryParse(job) : null;
}
