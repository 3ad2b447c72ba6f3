using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Images;

namespace Odagrun.Cluster.Tests.Launching;

/// <summary>The launcher as an application has it, in a namespace of its own, with exactly the functions' rights.</summary>
internal sealed class LauncherRig : IAsyncDisposable
{
    public const string Runner = "rig";

    private readonly ServiceProvider _services;
    private readonly WorkDirectory _work = WorkDirectory.Create("launcher");
    private readonly string _kubeconfig;
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private string? _layer;

    private LauncherRig(TestCluster cluster, ClusterNamespace place, string kubeconfig, IReadOnlyDictionary<string, string?> settings)
    {
        (Cluster, Place, _kubeconfig, _settings) = (cluster, place, kubeconfig, settings);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Odagrun:Kubernetes:Kubeconfig"] = kubeconfig,
                ["Odagrun:Kubernetes:Namespace"] = place.Name,
            })
            .AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging(log => log.AddSimpleConsole())
            .AddKubernetesPods().BuildServiceProvider();
        Launcher = _services.GetRequiredService<IPodLauncher>();
    }

    private bool IsGuest { get; init; }

    public TestCluster Cluster { get; }

    public ClusterNamespace Place { get; }

    public IPodLauncher Launcher { get; }

    /// <summary>What the launcher asked the API server for so far, as the server notes it; other rigs have accounts of their own.</summary>
    public Task<ApiRequests> RequestsAsync(CancellationToken cancellationToken) =>
        ApiRequests.CountAsync(Cluster, $"system:serviceaccount:{Place.Name}:odagrun", cancellationToken);

    public static async Task<LauncherRig> CreateAsync(CancellationToken cancellationToken, params (string Key, string Value)[] settings)
    {
        var cluster = await TestCluster.GetAsync(cancellationToken);
        var place = await cluster.CreateNamespaceAsync(cancellationToken);
        var kubeconfig = await place.ApplyFolderAsync(
            Path.Combine(Odagrun.Stack.Installation.RepositoryPaths.Root, "keda", "base", "rbac"), "odagrun", cancellationToken);
        return new LauncherRig(
            cluster, place, kubeconfig, settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value));
    }

    /// <summary>A launcher in the same namespace that shares nothing with this one but the cluster.</summary>
    public LauncherRig Another() => new(Cluster, Place, _kubeconfig, _settings) { IsGuest = true };

    /// <summary>An image whose program is the given shell script.</summary>
    public async Task<ImageReference> ImageAsync(string script, CancellationToken cancellationToken)
    {
        _layer ??= await LayerAsync(cancellationToken);
        using var pusher = new PlainImagePusher(Cluster.RegistryHost);
        var tag = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(script)))[..16];
        await pusher.PushAsync(
            new PlainImage("test/launcher", tag) { LayerPath = _layer, Entrypoint = ["/bin/sh", "-c", script] }, cancellationToken);
        return ImageReference.Parse($"{Cluster.RegistryHost}/test/launcher:{tag}");
    }

    /// <summary>A request for a job, whose Secret is made too.</summary>
    public async Task<PodRequest> RequestAsync(
        long job, ImageReference image, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var (request, key) = Request(job, image, timeout);
        await Place.Kubectl.RunAsync(
            ["create", "secret", "generic", $"odagrun-{request.Job}", $"--from-literal=key={key.ToBase64()}",
                "--from-literal=envelope=sealed"], cancellationToken);
        return request;
    }

    /// <summary>A request for a job that has no Secret.</summary>
    public static (PodRequest Request, JobKey Key) Request(long job, ImageReference image, TimeSpan? timeout = null)
    {
        var key = JobKey.Create();
        return (new PodRequest(new JobName(Runner, job), image, "sealed"u8.ToArray(), key, timeout ?? TimeSpan.FromMinutes(5),
            RegistryCredentials.Anonymous, new PodLimits()), key);
    }

    /// <summary>Starts a script as a job's executor.</summary>
    public async Task<JobName> StartAsync(long job, string script, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var request = await RequestAsync(job, await ImageAsync(script, cancellationToken), cancellationToken, timeout);
        var outcome = await Launcher.StartAsync(request, cancellationToken);
        Assert.True(outcome.Result == PodStartResult.Started, outcome.ToString());
        return request.Job;
    }

    /// <summary>Waits for the end, and for every sentence on the way.</summary>
    public async Task<(PodStatus End, IReadOnlyList<string> Progress)> FollowAsync(JobName job, CancellationToken cancellationToken)
    {
        var seen = new List<string>();
        PodStatus status = new(PodPhase.Pending);
        while (status.Phase is not (PodPhase.Finished or PodPhase.NotFound))
        {
            status = await Launcher.WaitAsync(job, status, TimeSpan.FromMinutes(2), cancellationToken);
            seen.Add(status.Progress ?? status.Phase.ToString());
        }

        return (status, seen);
    }

    /// <summary>Waits until a phase is reached.</summary>
    public async Task BecomesAsync(JobName job, PodPhase phase, CancellationToken cancellationToken)
    {
        PodStatus status = new(PodPhase.NotFound);
        while (status.Phase != phase)
        {
            status = await Launcher.WaitAsync(job, status, TimeSpan.FromMinutes(1), cancellationToken);
        }
    }

    /// <summary>Waits until no Job and no pod is left.</summary>
    public async Task NothingIsLeftAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while ((await Place.Kubectl.RunAsync(["get", "jobs,pods", "--output", "name"], limit.Token)).Trim().Length > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (!IsGuest)
        {
            await Place.DisposeAsync();
        }

        _work.Dispose();
    }

    private async Task<string> LayerAsync(CancellationToken cancellationToken)
    {
        await BusyboxLayer.WriteAsync(_work.File("layer.tar.gz"), cancellationToken);
        return _work.File("layer.tar.gz");
    }
}
