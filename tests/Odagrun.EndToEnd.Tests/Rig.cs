using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab;
using Odagrun.Lab.Running;
using Odagrun.Lab.Web;
using Odagrun.Stack.Installation;

namespace Odagrun.EndToEnd.Tests;

/// <summary>
/// The whole of it, real but for GitLab: the Lab, Azurite, docker-registry with a busybox image, and the native host; where its jobs
/// run, the <see cref="RigGround"/> says.
/// </summary>
internal sealed class Rig : IAsyncDisposable
{
    public const string Project = "group/app";

    private readonly LabWithRunner _parts;

    private Rig(RigGround ground, LabWithRunner parts, string image)
    {
        Ground = ground;
        _parts = parts;
        Image = image;
    }

    /// <summary>Where its jobs run.</summary>
    public RigGround Ground { get; }

    public LabServer Lab => _parts.Lab;

    public LabRunner Runner => _parts.Runner;

    public LocalInstallation Installation => _parts.Installation;

    /// <summary>The busybox image in the registry.</summary>
    public string Image { get; }

    /// <summary>What breaks the way to queues and registry, when started with proxies.</summary>
    public FaultProxies Faults => _parts.Installation.Faults;

    /// <summary>Starts everything, the host included.</summary>
    public static async Task<Rig> StartAsync(CancellationToken cancellationToken, LabOptions? lab = null, int limit = 20,
        IReadOnlyDictionary<string, string>? settings = null, bool faultProxies = false)
    {
        var rig = await StartWithoutHostAsync(cancellationToken, lab, limit, settings, faultProxies);
        try
        {
            await rig.Installation.StartHostAsync(cancellationToken);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts everything but the host.</summary>
    public static async Task<Rig> StartWithoutHostAsync(
        CancellationToken cancellationToken, LabOptions? lab = null, int limit = 20, IReadOnlyDictionary<string, string>? settings = null,
        bool faultProxies = false)
    {
        var ground = await RigGround.PrepareAsync(cancellationToken);
        var parts = await LabWithRunner.StartAsync(
            ground.Under(new LabWithRunnerOptions
            {
                Lab = lab ?? new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) },
                Limit = limit,
                FaultProxies = faultProxies,
                Settings = settings ?? new Dictionary<string, string>(),
            }),
            cancellationToken);
        await ground.UseAsync(parts, cancellationToken);
        return new Rig(ground, parts, await parts.PushBusyboxAsync(cancellationToken));
    }

    /// <summary>Puts an image of one layer (a tar compressed with gzip) into the registry and gives its reference.</summary>
    public Task<string> PushImageAsync(string name, string layerPath, CancellationToken cancellationToken) =>
        _parts.PushImageAsync(name, layerPath, cancellationToken);

    /// <summary>Makes the project with this pipeline (and files), and the pipeline; <c>IMAGE</c> stands for the busybox image.</summary>
    public async Task<PipelineView> RunAsync(
        string yaml, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? files = null)
    {
        var all = new Dictionary<string, string>(
            files ?? new Dictionary<string, string>())
        { [".gitlab-ci.yml"] = yaml.Replace("IMAGE", Image, StringComparison.Ordinal) };
        if (Lab.Projects.Any(project => project.Path == Project))
        {
            await Lab.CommitAsync(Project, all!, "Change the pipeline", "main", cancellationToken);
        }
        else
        {
            await Lab.CreateProjectAsync(Project, all, cancellationToken);
        }

        return await Lab.CreatePipelineAsync(Project, "main", cancellationToken);
    }

    /// <summary>As <see cref="RunAsync"/>, and waits for the end.</summary>
    public async Task<PipelineView> RunToEndAsync(
        string yaml, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? files = null)
    {
        var pipeline = await RunAsync(yaml, cancellationToken, files);
        return await WaitAsync(pipeline, cancellationToken);
    }

    /// <summary>Waits for a pipeline's end, two minutes at most; then says what the host printed.</summary>
    public async Task<PipelineView> WaitAsync(PipelineView pipeline, CancellationToken cancellationToken, int minutes = 2)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(minutes));
        try
        {
            return await Lab.WaitForPipelineAsync(pipeline.Id, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"pipeline {pipeline.Id} did not end\n{Story(Lab.FindPipeline(pipeline.Id)!)}");
        }
    }

    /// <summary>The log of a job of a pipeline, as text.</summary>
    public string Trace(PipelineView pipeline, string job) => Lab.Trace(pipeline.Job(job).Id);

    /// <summary>What the host has printed since it was last started.</summary>
    public string HostOutput => Installation.Host.Output;

    /// <summary>Takes a service away.</summary>
    public Task StopPartAsync(RigPart part, CancellationToken cancellationToken) => part switch
    {
        RigPart.Queues => Installation.Azurite.KillAsync(cancellationToken),
        RigPart.Registry => Installation.Registry.KillAsync(cancellationToken),
        _ => Lab.StopListeningAsync(),
    };

    /// <summary>Gives a service back, on the same port and with its data.</summary>
    public Task RestartPartAsync(RigPart part, CancellationToken cancellationToken) => part switch
    {
        RigPart.Queues => Installation.Azurite.RestartAsync(cancellationToken),
        RigPart.Registry => Installation.Registry.RestartAsync(cancellationToken),
        _ => Lab.ListenAgainAsync(cancellationToken),
    };

    /// <summary>Waits for a line of the host, also among those printed before.</summary>
    public Task<string> HostSaysAsync(string text, CancellationToken cancellationToken) =>
        Installation.Host.WaitForLineAsync(text, cancellationToken).WaitAsync(TimeSpan.FromMinutes(3), cancellationToken);

    /// <summary>Waits until nothing of any job is left, neither in the job store nor as a pod; gives what is left after a minute.</summary>
    public async Task<IReadOnlyList<string>> LeftoversAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (await Ground.LeftoversAsync(Installation, cancellationToken) is { Count: > 0 } left)
        {
            if (limit.IsCancellationRequested)
            {
                return left;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return [];
    }

    /// <summary>All that is known, for a failed assertion.</summary>
    public string Story(PipelineView pipeline) =>
        string.Join(
            "\n", pipeline.Jobs.Select(job => $"{job.Name} {job.Status} {job.FailureReason} {Lab.FindLedger(job.Id)}\n{Lab.Trace(job.Id)}"))
        + $"\n--- host ---\n{Installation.Host.Output}";

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync();
        await Ground.DisposeAsync();
    }
}
