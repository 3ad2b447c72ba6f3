using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Functions.Caching;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Reconciling;
using Odagrun.Functions.Tests.Fakes;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Jobs;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Masking;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;

namespace Odagrun.Functions.Tests;

/// <summary>
/// The functions over a real job store; GitLab, queues, registry and pods are in memory and outlive <see cref="Restart"/>.
/// </summary>
internal sealed class Rig : IDisposable
{
    public static readonly JobName Job = new("demo", 42);

    private readonly WorkDirectory _directory = WorkDirectory.Create("functions");
    private readonly RegistryOptions _registry;
    private ServiceProvider _services;

    public Rig(int limit = 10, RegistryOptions? registry = null)
    {
        Limit = limit;
        _registry = registry ?? new RegistryOptions { Host = "registry.test:5000", Username = "configured", Password = "p" };
        File.WriteAllText(_directory.File("layer.tar.gz"), "layer");
        var digest = Digest.Of("layer"u8);
        File.WriteAllText(
            _directory.File("layer.json"),
            $$"""{"mediaType":"{{MediaTypes.OciLayerGzip}}","digest":"{{digest}}","diffId":"{{digest}}","size":5}""");
        Queues = new FakeQueues(Clock);
        Pods = new FakePods(Clock);
        _services = Build();
    }

    public int Limit { get; }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    public FakeGitLab GitLab { get; } = new();

    public FakePods Pods { get; }

    public FakeComposer Composer { get; } = new();

    public FakeRegistry Registry { get; } = new();

    public FakeQueues Queues { get; }

    /// <summary>What becomes of a save of the job store; null: it succeeds.</summary>
    public Func<JobRecord, Exception?> StoreFault { get; set; } = _ => null;

    public LogLines Lines { get; } = new();

    public TicketRunner Tickets => Get<TicketRunner>();

    public IJobStore Store => Get<IJobStore>();

    public Reconcile Reconcile => Get<Reconcile>();

    public string Journal => _directory.File("jobs", "journal");

    public string[] JournalLines => File.Exists(Journal) ? File.ReadAllLines(Journal) : [];

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Another process over the same store, queues and pods.</summary>
    public void Restart()
    {
        _services.Dispose();
        _services = Build();
    }

    /// <summary>GitLab gives one job, and it is taken.</summary>
    public async Task<FakeJob> ReceiveAsync(CancellationToken cancellationToken, long id = 42, string image = "debian:12", string more = "")
    {
        var job = GitLab.Give(id, image, more);
        await Get<PollGitLab>().RunAsync(new PollTick(UntilEmpty: true), cancellationToken);
        return job;
    }

    /// <summary>Runs the function of a queue with its next ticket.</summary>
    public async Task<JobTicket> StepAsync(string queue, CancellationToken cancellationToken)
    {
        var ticket = Queues.Of(queue).Take() ?? throw new InvalidOperationException($"{queue} holds no visible ticket:\n{Lines}");
        await RunAsync(queue, ticket, cancellationToken);
        return ticket;
    }

    public Task RunAsync(string queue, JobTicket ticket, CancellationToken cancellationToken) =>
        Tickets.RunAsync(queue, TicketFormat.Write(ticket), cancellationToken);

    public async Task<JobRecord?> RecordAsync(CancellationToken cancellationToken) =>
        (await Store.ListAsync(cancellationToken)).SingleOrDefault(record => record.Name == Job);

    public void Dispose()
    {
        _services.Dispose();
        _directory.Dispose();
    }

    private ServiceProvider Build()
    {
        var services = Services();
        var store = services.Single(service => service.ServiceType == typeof(IJobStore)).ImplementationType!;
        return services
            .AddSingleton<IJobStore>(
                provider => new FaultyStore((IJobStore)ActivatorUtilities.CreateInstance(provider, store), record => StoreFault(record)))
            .BuildServiceProvider();
    }

    private IServiceCollection Services() => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Lines))
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton<ISecretMasker, SecretMasker>()
        .AddSingleton<IRunnerApi>(GitLab)
        .AddSingleton<IPodLauncher>(Pods)
        .AddSingleton<IImageComposer>(Composer)
        .AddSingleton<IRegistryClient>(Registry)
        .AddSingleton<IJobQueues>(Queues)
        .AddSingleton(Options.Create(new JobsOptions { Directory = _directory.File("jobs") }))
        .AddSingleton(Options.Create(_registry))
        .AddSingleton(Options.Create(new ExecutorOptions { LayerDirectory = _directory.Path }))
        .AddSingleton(Options.Create(new CachesOptions()))
        .AddSingleton(Options.Create(new PodsOptions { Limits = new PodLimits(1L << 30) }))
        .AddSingleton(Options.Create(new RunnersOptions
        {
            Runners = [new RunnerOptions
            {
                Name = "demo",
                Url = new Uri("http://gitlab.test"),
                Token = "glrt-secret-of-runner",
                Limit = Limit,
            }],
        }))
        .AddDirectoryJobStore()
        .AddFunctions();
}
