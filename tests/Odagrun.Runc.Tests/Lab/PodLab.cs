using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;

namespace Odagrun.Runc.Tests.Lab;

/// <summary>A launcher with a directory of its own; what is left of its pods is removed with it.</summary>
public sealed class PodLab : IAsyncDisposable
{
    public const string CgroupParent = "/odagrun-tests";

    private readonly WorkDirectory? _own;
    private readonly ServiceProvider _services;

    private PodLab(string directory, WorkDirectory? own, Dictionary<string, string?> settings)
    {
        Directory = directory;
        _own = own;
        settings["Odagrun:Runc:Directory"] = directory;
        settings.TryAdd("Odagrun:Runc:CgroupParent", CgroupParent);
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(Log))
            .AddRegistryClient()
            .AddRuncPods()
            .BuildServiceProvider();
    }

    public string Directory { get; }

    public TestLog Log { get; } = new();

    public IPodLauncher Launcher => _services.GetRequiredService<IPodLauncher>();

    public IRegistryClient Registry => _services.GetRequiredService<IRegistryClient>();

    public static PodLab Create(params (string Key, string Value)[] settings)
    {
        var own = WorkDirectory.Create("runc");
        return new PodLab(own.Path, own, settings.ToDictionary(pair => "Odagrun:Runc:" + pair.Key, pair => (string?)pair.Value));
    }

    /// <summary>A further launcher on the same directory, as another process would have it.</summary>
    public static PodLab Beside(string directory) => new(directory, null, []);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static JobName NewJob() => new("test", Random.Shared.NextInt64(1, long.MaxValue));

    public static PodRequest Request(ImageReference image, JobName? job = null, PodLimits? limits = null, TimeSpan? timeout = null) =>
        new(job ?? NewJob(), image, "sealed"u8.ToArray(), JobKey.Create(), timeout ?? TimeSpan.FromMinutes(10),
            RegistryCredentials.Anonymous, limits ?? new PodLimits());

    /// <summary>Starts a pod that must start, and gives its job.</summary>
    public async Task<JobName> StartAsync(PodRequest request)
    {
        var outcome = await Launcher.StartAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(new PodStartOutcome(PodStartResult.Started), outcome);
        return request.Job;
    }

    /// <summary>Starts a pod and waits for its end.</summary>
    public async Task<PodStatus> RunAsync(PodRequest request)
    {
        await StartAsync(request);
        return await EndAsync(request.Job);
    }

    public async Task<PodStatus> EndAsync(JobName job)
    {
        var status = await Launcher.WaitAsync(job, null, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Equal(PodPhase.Finished, status.Phase);
        return status;
    }

    /// <summary>What the container printed, as far as it is kept.</summary>
    public string Output(JobName job)
    {
        var last = Path.Combine(Directory, "pods", job.ToString(), "output");
        return (File.Exists(last + ".1") ? File.ReadAllText(last + ".1") : "") + File.ReadAllText(last);
    }

    /// <summary>An unpacked layer, once the background has brought it to the disk.</summary>
    public async Task<string> SealedLayerAsync(Digest diffId)
    {
        var layer = Get<StorePaths>().Layer(diffId);
        while (!File.Exists(Path.Combine(layer, "sealed")))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        return layer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            foreach (var job in await Launcher.ListAsync(CancellationToken.None))
            {
                await Launcher.DeleteAsync(job, failed: false, CancellationToken.None);
            }
        }

        await _services.DisposeAsync();
        _own?.Dispose();
    }
}
