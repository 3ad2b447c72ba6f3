using Microsoft.AspNetCore.Http;
using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Running;
using Odagrun.Lab.Web;
using Odagrun.Stack.Proxies;

namespace Odagrun.Bench.Caches;

/// <summary>An installation on this machine, and jobs on it one by one.</summary>
internal sealed class CacheBench : IAsyncDisposable
{
    public const string Marker = "first-line-of-the-script";

    private readonly HttpServer _files;

    private CacheBench(LabWithRunner parts, HttpServer files, string image)
    {
        Parts = parts;
        _files = files;
        Image = image;
    }

    public LabWithRunner Parts { get; }

    public string Image { get; }

    /// <summary>Where a job gets the trees from.</summary>
    public string FilesUrl => $"http://{_files.Host}";

    public static async Task<CacheBench> StartAsync(CacheTree? tree, CancellationToken cancellationToken)
    {
        var parts = await LabWithRunner.StartAsync(
            new LabWithRunnerOptions { Lab = new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), PipelinesOnPush = false } },
            cancellationToken);
        var image = await parts.PushBusyboxAsync(cancellationToken);
        await parts.Installation.StartHostAsync(cancellationToken);
        var files = await HttpServer.StartAsync(
            context => context.Response.SendFileAsync(tree!.File(context.Request.Path.Value!.TrimStart('/')), context.RequestAborted));
        return new CacheBench(parts, files, image);
    }

    /// <summary>Runs a job and gives its log; fails where it fails.</summary>
    public async Task<(JobView Job, string Log)> RunAsync(string project, string yaml, CancellationToken cancellationToken)
    {
        await Parts.Lab.CommitAsync(project, new Dictionary<string, string?>
        {
            [".gitlab-ci.yml"] = yaml.Replace("IMAGE", Image, StringComparison.Ordinal),
        }, "Bench", "main", cancellationToken);
        return await AgainAsync(project, cancellationToken);
    }

    /// <summary>The same commit once more, with variables of the pipeline.</summary>
    public async Task<(JobView Job, string Log)> AgainAsync(
        string project, CancellationToken cancellationToken, params CiVariable[] variables)
    {
        var pipeline = await Parts.Lab.CreatePipelineAsync(project, "main", variables, cancellationToken);
        var job = (await Parts.Lab.WaitForPipelineAsync(pipeline.Id, cancellationToken)).Jobs.Single();
        var log = Parts.Lab.Trace(job.Id);
        return job.Status == JobStatus.Success ? (job, log) : throw new InvalidOperationException($"the job ended as {job.Status}:\n{log}");
    }

    /// <summary>Milliseconds from pending to the script's first line.</summary>
    public static double FirstLine((JobView Job, string Log) run) =>
        (JobTimes.Printed(run.Log, Marker) - run.Job.QueuedAt!.Value).TotalMilliseconds;

    /// <summary>Lets the node forget all layers but the base image's and the executor's.</summary>
    public async Task ForgetLayersAsync(string project, string plain, CancellationToken cancellationToken)
    {
        await Parts.Installation.Host.StopAsync();
        foreach (var layers in Directory.EnumerateDirectories(Parts.Installation.PodsDirectory, "layers", SearchOption.AllDirectories)
            .ToList())
        {
            Directory.Delete(layers, recursive: true);
        }

        await Parts.Installation.StartHostAsync(cancellationToken);
        await RunAsync(project, plain, cancellationToken);
    }

    /// <summary>Blobs in the registry.</summary>
    public int Blobs() => Directory.EnumerateFiles(
        Path.Combine(Parts.Installation.Registry.DataDirectory, "docker/registry/v2/blobs"), "data", SearchOption.AllDirectories).Count();

    public async ValueTask DisposeAsync()
    {
        await Parts.DisposeAsync();
        await _files.DisposeAsync();
    }
}
