using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// The store's requests to the API server. Jobs are read from a watch, into which own writes go at once; what it may not know yet is
/// asked for. Failures are <see cref="OutageException"/>, <see cref="IOException"/>, or, for the caller to decide on,
/// <see cref="KubernetesApiException"/> of a conflict or of something that is there or is not there.
/// </summary>
internal sealed class JobSecrets(ClusterConnection connection, TimeProvider clock, ILogger<JobSecrets> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ObjectWatch<V1Secret, V1SecretList> _watch = new(
        connection,
        new WatchTarget<V1Secret>(
            $"api/v1/namespaces/{connection.Namespace}/secrets", secret => secret.Metadata.Name,
            StoreLabels.SelectorOf(connection.Installation, StoreLabels.Record)),
        clock,
        logger);

    // Each state is read once, however often it is listed.
    private readonly ConditionalWeakTable<V1Secret, StoredJob> _read = [];

    // Own deletions that the watch may not have told of yet, by uid.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _deleted = new(StringComparer.Ordinal);

    /// <summary>The API server's address.</summary>
    public Uri Server => connection.Client.BaseUri;

    /// <summary>Where the Secrets lie.</summary>
    public string Namespace => connection.Namespace;

    /// <summary>The installation whose Secrets they are.</summary>
    public string Installation => connection.Installation;

    private ICoreV1Operations Api => connection.Client.CoreV1;

    /// <summary>The job, at least as new as a ticket of <paramref name="sequence"/>; null: there is none.</summary>
    public async Task<StoredJob?> FindAsync(JobName job, int sequence, CancellationToken cancellationToken)
    {
        using var use = await GuardAsync(() => _watch.UseAsync(cancellationToken)).ConfigureAwait(false);
        var seen = _watch.Find(ObjectNames.Of(job)).FirstOrDefault(secret => !secret.IsGone && !IsDeleted(secret.Object));
        var known = seen is null ? null : Read(seen.Object);
        return known is null || known.Record.Sequence < sequence ? await GetAsync(job, cancellationToken).ConfigureAwait(false) : known;
    }

    /// <summary>The job, as it is now.</summary>
    public async Task<StoredJob?> GetAsync(JobName job, CancellationToken cancellationToken)
    {
        try
        {
            return Taken(await GuardAsync(() => Api.ReadNamespacedSecretAsync(
                ObjectNames.Of(job), Namespace, cancellationToken: cancellationToken)).ConfigureAwait(false));
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All jobs the watch knows; <paramref name="read"/> is asked for those that are there.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(Func<V1Secret, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        using var use = await GuardAsync(() => _watch.UseAsync(cancellationToken)).ConfigureAwait(false);
        return [.. _watch.All().Where(secret => !IsDeleted(secret)).Select(read).OfType<T>()];
    }

    /// <summary>A Secret as a job.</summary>
    public StoredJob Read(V1Secret secret) => _read.GetValue(secret, StoredJob.Of);

    /// <summary>Creates a job's own Secret.</summary>
    public async Task<StoredJob> CreateAsync(V1Secret secret, CancellationToken cancellationToken) =>
        Taken(await GuardAsync(() => Api.CreateNamespacedSecretAsync(secret, Namespace, cancellationToken: cancellationToken))
            .ConfigureAwait(false));

    /// <summary>Creates a piece's Secret. One of that name holds the same piece.</summary>
    public async Task CreatePieceAsync(V1Secret secret, CancellationToken cancellationToken)
    {
        try
        {
            await GuardAsync(() => Api.CreateNamespacedSecretAsync(secret, Namespace, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (e.IsAlreadyExists)
        {
            // An attempt before got no answer.
        }
    }

    /// <summary>Changes a job that is as it was read.</summary>
    public async Task<StoredJob> ChangeAsync(StoredJob from, JobChange change, CancellationToken cancellationToken)
    {
        var patch = new V1Patch(change.ToPatch(from), V1Patch.PatchType.MergePatch);
        return Taken(await GuardAsync(() => Api.PatchNamespacedSecretAsync(
            patch, ObjectNames.Of(from.Name), Namespace, cancellationToken: cancellationToken)).ConfigureAwait(false));
    }

    /// <summary>Deletes a job; <paramref name="anyVersion"/>: whatever has become of it since it was read.</summary>
    public async Task DeleteAsync(StoredJob job, bool anyVersion, CancellationToken cancellationToken)
    {
        var options = new V1DeleteOptions
        {
            Preconditions = new V1Preconditions { Uid = job.Uid, ResourceVersion = anyVersion ? null : job.Version },
        };
        await DeleteAsync(ObjectNames.Of(job.Name), options, cancellationToken).ConfigureAwait(false);
        Forget(job.Uid);
    }

    /// <summary>Deletes a Secret of a piece, where it is there.</summary>
    public Task DeletePieceAsync(string name, CancellationToken cancellationToken) =>
        DeleteAsync(name, new V1DeleteOptions(), cancellationToken);

    /// <summary>A piece's content; null where it is gone.</summary>
    public async Task<byte[]?> ReadPieceAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var secret = await GuardAsync(() => Api.ReadNamespacedSecretAsync(name, Namespace, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            return secret.Data.Values.Single();
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>All pieces' Secrets, their contents included.</summary>
    public async Task<IReadOnlyList<V1ObjectMeta>> ListPiecesAsync(CancellationToken cancellationToken)
    {
        var selector = StoreLabels.SelectorOf(Installation, StoreLabels.Piece);
        var list = await GuardAsync(() => Api.ListNamespacedSecretAsync(
            Namespace, labelSelector: selector, cancellationToken: cancellationToken)).ConfigureAwait(false);
        return [.. list.Items.Select(secret => secret.Metadata)];
    }

    public ValueTask DisposeAsync() => _watch.DisposeAsync();

    private async Task DeleteAsync(string name, V1DeleteOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await GuardAsync(() => Api.DeleteNamespacedSecretAsync(name, Namespace, options, cancellationToken: cancellationToken))
                .ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            // Done by somebody, or by an attempt that got no answer.
        }
    }

    private StoredJob Taken(V1Secret secret)
    {
        _watch.Offer(secret);
        return Read(secret);
    }

    private bool IsDeleted(V1Secret secret) => _deleted.ContainsKey(secret.Metadata.Uid);

    private void Forget(string uid)
    {
        var now = clock.GetUtcNow();
        _deleted[uid] = now;
        foreach (var (old, _) in _deleted.Where(entry => now - entry.Value > Memory))
        {
            _deleted.TryRemove(old, out _);
        }
    }

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (!e.IsConflict && !e.IsAlreadyExists && !e.IsNotFound)
        {
            throw e.IsTransient ? new OutageException(e.Message, e) : new IOException(e.Message, e);
        }
    }
}
