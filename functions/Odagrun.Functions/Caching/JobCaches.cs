using Microsoft.Extensions.Options;
using Odagrun.Caches.Finding;
using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.Caches.WorkSpaces;
using Odagrun.Functions.Polling;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Handover;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Caching;

/// <summary>Reads what a job wants of caches and work spaces, and finds what is stored of it.</summary>
internal sealed class JobCaches(
    CacheFinder finder, IRegistryClient client, Runners runners, IOptions<RegistryOptions> registry, IOptions<CachesOptions> options,
    IOptions<ExecutorOptions> executor)
{
    /// <exception cref="FormatException">WORK_SPACES or GIT_CACHE_STRATEGY is not of its form.</exception>
    public async Task<FoundCaches> FindAsync(JobName job, StoredAccess access, JobPayload payload, CancellationToken cancellationToken)
    {
        if (CacheOwner.Of(access.Url, payload) is not { } owner || SecretOf(job) is not { } secret)
        {
            return FoundCaches.None;
        }

        var names = CacheNames.FromSecret(secret);
        var requests = Requests(names, owner, payload);
        if (requests.Count == 0)
        {
            return FoundCaches.None;
        }

        var root = ProjectDirectory.Of(executor.Value.BuildsDir, payload).TrimStart('/');
        var found = await finder.FindAsync(requests, Repository, Credentials, names, cancellationToken);
        return new FoundCaches(
            new EnvelopeCaches { Repository = Repository.Repository, Entries = [.. found.Select(entry => Placed(entry, root))] });
    }

    /// <summary>As they were, without those of which the registry has lost something.</summary>
    public async Task<FoundCaches> WithoutLostAsync(FoundCaches caches, CancellationToken cancellationToken)
    {
        if (caches.Envelope is not { } envelope)
        {
            return caches;
        }

        var entries = await Task.WhenAll(envelope.Entries.Select(entry => WithoutLostAsync(entry, cancellationToken)));
        return new FoundCaches(envelope with { Entries = entries });
    }

    private ImageReference Repository => new(registry.Value.Host, registry.Value.Repository + "/cache", null, null);

    private RegistryCredentials Credentials => new(registry.Value.Logins);

    private IReadOnlyList<CacheRequest> Requests(CacheNames names, CacheOwner owner, JobPayload payload)
    {
        var variables = JobVariables.From(payload.Variables ?? []);
        return
        [
            .. new GitCacheVariable(names, owner, variables).Read(),
            .. new WorkSpacesVariable(names, owner, variables, options.Value.Global).Read(payload),
            .. new CacheKeyword(names, owner, variables).Read(payload),
        ];
    }

    private string? SecretOf(JobName job) =>
        options.Value.Key ?? runners.All.FirstOrDefault(runner => runner.Name == job.Runner)?.Identity.Token;

    // A layer holds whole paths: where the project lies elsewhere in this job, the executor puts the files there.
    private EnvelopeCache Placed(EnvelopeCache entry, string root) =>
        entry is { Pull: true, Found: { } found }
        && found.Content.Root == (entry.Kind == EnvelopeCacheKind.Git ? ProjectDirectory.GitCacheOf(root) : root)
        && options.Value.Delivery == CacheDelivery.Layer
            ? entry with { Found = found with { InImage = true } }
            : entry;

    private async Task<EnvelopeCache> WithoutLostAsync(EnvelopeCache entry, CancellationToken cancellationToken)
    {
        foreach (var layer in entry.Found?.Layers ?? [])
        {
            if (!await client.BlobExistsAsync(Repository, Digest.Parse(layer.Digest), Credentials, cancellationToken))
            {
                return entry with
                {
                    Found = null,
                    Problem = $"the registry has lost its layer {layer.Digest}; it is stored anew by the next job that may",
                };
            }
        }

        return entry;
    }
}
