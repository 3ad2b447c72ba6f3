using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Stack.Functions;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Keda;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>
/// Poller and worker as Deployments of one program that the model of KEDA wakes: by GitLab's pending jobs, and by the queues.
/// </summary>
internal sealed class SleepingInstallation : IAsyncDisposable
{
    private static readonly string[] Queues = ["odagrun-prepare", "odagrun-start", "odagrun-follow"];

    private readonly KedaModel _keda = new();
    private readonly FunctionApp? _app;
    private readonly List<QueueLengthTrigger> _queues;

    private SleepingInstallation(Rig rig, FunctionApp? app)
    {
        Rig = rig;
        _app = app;
        _queues = [.. Queues.Select(queue => new QueueLengthTrigger(rig.Installation.Azurite.ConnectionString, queue))];
        Poller = new Deployment("poller", Spec("PollGitLab"));
        Worker = new Deployment("worker", Spec("PrepareJob", "StartJob", "FollowJob", "Reconcile"));
    }

    public Rig Rig { get; }

    public Deployment Poller { get; }

    public Deployment Worker { get; }

    /// <summary>How many pods there are.</summary>
    public int Pods => Poller.Replicas + Worker.Replicas;

    /// <summary>Starts everything; both Deployments sleep.</summary>
    public static async Task<SleepingInstallation> StartAsync(HostKind kind, CancellationToken cancellationToken)
    {
        var rig = await Rig.StartWithoutHostAsync(
            cancellationToken,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = Patience(kind) },
            settings: new Dictionary<string, string>
            {
                ["Logging__LogLevel__Odagrun"] = "Debug",
                ["Odagrun__Queues__Lease"] = "00:00:05",
                ["AzureFunctionsWebHost__hostid"] = "odagrun",
            });
        var app = kind == HostKind.FunctionsHost ? await FunctionApp.CreateAsync(cancellationToken) : null;
        var installation = new SleepingInstallation(rig, app);
        await Task.WhenAll(installation._queues.Select(queue => queue.CreateAsync(cancellationToken)));
        var interval = TimeSpan.FromMilliseconds(300);
        installation._keda.Scale(installation.Poller, interval, TimeSpan.FromSeconds(1), installation.PendingJobsAsync);
        installation._keda.Scale(installation.Worker, interval, TimeSpan.FromSeconds(1),
            [.. installation._queues.Select<QueueLengthTrigger, Func<CancellationToken, Task<TriggerReading>>>(queue => queue.ReadAsync)]);
        return installation;
    }

    /// <summary>Waits until nothing runs and no queue holds anything.</summary>
    public async Task SleepsAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        try
        {
            while (Pods > 0 || Poller.Process is { HasExited: false } || Worker.Process is { HasExited: false }
                || await MessagesAsync(limit.Token) > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"it does not fall asleep\n{Output}");
        }
    }

    /// <summary>What all processes have printed.</summary>
    public string Output => $"--- poller ---\n{Poller.Output}--- worker ---\n{Worker.Output}";

    public async ValueTask DisposeAsync()
    {
        await _keda.DisposeAsync();
        await Poller.DisposeAsync();
        await Worker.DisposeAsync();
        await Rig.DisposeAsync();
        _app?.Dispose();
    }

    // What a killed poller took with it is given out again after this; where none is killed it is GitLab's own.
    private static TimeSpan Patience(HostKind kind) =>
        kind == HostKind.Standalone ? TimeSpan.FromSeconds(30) : new LabOptions().AcknowledgementWait;

    private Task<TriggerReading> PendingJobsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = Rig.Lab.Pipelines.SelectMany(pipeline => pipeline.Jobs).Any(job => job.Status == JobStatus.Pending);
        return Task.FromResult(pending ? TriggerReading.Active : TriggerReading.Inactive);
    }

    private async Task<int> MessagesAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(_queues.Select(queue => queue.CountAsync(cancellationToken)));
        return counts.Sum();
    }

    private ProcessSpec Spec(params string[] functions)
    {
        var settings = new Dictionary<string, string>(Rig.Installation.Settings);
        foreach (var (index, function) in functions.Index())
        {
            settings[$"AzureFunctionsJobHost__functions__{index}"] = function;
        }

        return _app is null ? new ProcessSpec(RepositoryPaths.NativeHost)
        {
            Environment = settings,
            WorkingDirectory = Path.GetDirectoryName(Rig.Installation.JobsDirectory),
        } : _app.Host(settings);
    }
}
