using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Caches.Finding;
using Odagrun.Caches.Naming;
using Odagrun.Caches.Requests;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Caches;
using Odagrun.Executor.Caches.Restoring;
using Odagrun.Executor.Caches.Storing;
using Odagrun.Executor.Git;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>
/// Jobs of one project that store to and restore from a real registry, each in a directory of its own; layers are fetched.
/// </summary>
internal sealed class CacheScene : IAsyncDisposable
{
    public const string Repository = "odagrun/cache";
    public const string ProjectPath = "group/app";

    public static readonly CacheOwner Owner = new(new Uri("http://gitlab.test"), 7, ProjectPath, "main", false, 1);

    private readonly ServiceProvider _services;
    private readonly WorkDirectory _directory = WorkDirectory.Create("caches");
    private int _jobs;

    private CacheScene(DockerRegistry registry)
    {
        Registry = registry;
        _services = new ServiceCollection().AddRegistryClient().BuildServiceProvider();
    }

    public DockerRegistry Registry { get; }

    public CacheNames Names { get; } = CacheNames.FromSecret("glrt-of-the-test");

    public IRegistryClient Client => _services.GetRequiredService<IRegistryClient>();

    public ImageReference Target => new(Registry.Host, Repository, null, null);

    public static async Task<CacheScene> StartAsync(CancellationToken cancellationToken) =>
        new(await DockerRegistry.StartAsync(cancellationToken));

    public string Tag(string key) => Names.Tag(EnvelopeCacheKind.Cache, Owner, CacheScope.Project, key);

    /// <summary>The entry of a cache, as the functions find it.</summary>
    public async Task<EnvelopeCache> FindAsync(EnvelopeCache entry, CancellationToken cancellationToken) =>
        Assert.Single(await new CacheFinder(Client).FindAsync([new CacheRequest(entry, [new CacheCandidate("key", entry.Tag)])], Target,
            RegistryCredentials.Anonymous, Names, cancellationToken));

    public EnvelopeCache Entry(string key = "deps", params string[] paths) => new()
    {
        Kind = EnvelopeCacheKind.Cache,
        Name = $"cache {key}",
        Tag = Tag(key),
        SealKey = Names.SealKey(Tag(key)).ToBase64(),
        Paths = paths.Length == 0 ? ["deps/"] : paths,
        Pull = true,
    };

    /// <summary>A job with the entries, in a project directory that is empty.</summary>
    public JobSession Job(params EnvelopeCache[] entries)
    {
        var number = Interlocked.Increment(ref _jobs);

        // The layers' paths begin with the project's, which all jobs have in common in containers; here each is fetched to its own.
        var directories = JobDirectories.Of(
            _directory.File($"job{number}"), new JobPayload { JobInfo = new JobInfo { ProjectFullPath = ProjectPath } });
        Directory.CreateDirectory(directories.Project);
        Directory.CreateDirectory(directories.Temporary);
        var envelope = new ExecutorEnvelope
        {
            GitLabUrl = Owner.GitLab,
            Runner = new EnvelopeRunner { Name = "demo", ShortToken = "glrt-of-t", SystemId = "s_1" },
            Image = new EnvelopeImage { Requested = "scratch", Composed = "scratch" },
            Registry = new EnvelopeRegistry { Host = Registry.Host, Repository = "odagrun" },
            Caches = new EnvelopeCaches { Repository = Repository, Entries = entries },
            Payload = JsonDocument.Parse("{}").RootElement,
        };
        var payload = new JobPayload { Id = number, JobInfo = new JobInfo { ProjectFullPath = ProjectPath } };
        return new JobSession(
            new JobRequest(envelope, payload, new JobAccess(Owner.GitLab, number, "token")), directories, new VariableSet(),
            new TextTrace(), new JobProgress { ScriptStarted = true });
    }

    /// <summary>Runs archive_cache.</summary>
    public static async Task<string> StoreAsync(JobSession job, CancellationToken cancellationToken)
    {
        await using var registry = CacheRegistry.Of(job.Job.Envelope);
        var step = new StoreCachesStep(onSuccess: true, registry, new FileCollector(new GitInspector()), TimeProvider.System);
        Assert.Null(await step.RunAsync(job, cancellationToken));
        return ((TextTrace)job.Trace).Text;
    }

    /// <summary>Runs restore_cache.</summary>
    public static async Task<(JobFailure? Failure, string Log)> RestoreAsync(JobSession job, CancellationToken cancellationToken)
    {
        await using var registry = CacheRegistry.Of(job.Job.Envelope);
        var failure = await new RestoreCachesStep(registry, TimeProvider.System).RunAsync(job, cancellationToken);
        return (failure, ((TextTrace)job.Trace).Text);
    }

    /// <summary>A new job that finds and restores what is stored.</summary>
    public async Task<JobSession> NextAsync(EnvelopeCache entry, CancellationToken cancellationToken)
    {
        var job = Job(await FindAsync(entry, cancellationToken));
        var (failure, _) = await RestoreAsync(job, cancellationToken);
        Assert.Null(failure);
        return job;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Registry.DisposeAsync();
        _directory.Dispose();
    }
}
