using System.Text.Json.Nodes;
using Odagrun.Lab.Jobs;
using Odagrun.Stack;
using Odagrun.Stack.Images;

namespace Odagrun.Cluster.Tests.Keda;

/// <summary>From zero to zero: no pod of ours, a job at GitLab, one pod of the overlay, the job's pod, no pod.</summary>
public sealed class StandaloneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_OfTheLab_RunsFromZeroToZeroByTheOverlaysOwnPod()
    {
        await using var scene = await StandaloneScene.StartAsync(Cancellation);
        var image = await PushBusyboxAsync(scene.Registry);
        Assert.Empty(await scene.PodsAsync(Cancellation));

        await scene.Lab.CreateProjectAsync("group/app", new Dictionary<string, string>
        {
            [".gitlab-ci.yml"] = $"hello:\n  image: {image}\n  script:\n    - echo \"hello from $(id -u)\"\n",
        }!, Cancellation);
        var pipeline = await scene.Lab.CreatePipelineAsync("group/app", "main", Cancellation);
        var job = await scene.StartJobAsync(Cancellation);

        var end = await WaitAsync(scene, job);
        pipeline = scene.Lab.FindPipeline(pipeline.Id)!;
        Assert.True(pipeline.Job("hello").Status == JobStatus.Success, $"{end}\n{scene.Lab.Trace(pipeline.Job("hello").Id)}");
        Assert.Contains("hello from 1001", scene.Lab.Trace(pipeline.Job("hello").Id), StringComparison.Ordinal);
        Assert.True(scene.Lab.FindLedger(pipeline.Job("hello").Id)!.RanExactlyOnce);
        Assert.Empty(await scene.PodsAsync(Cancellation));
        Assert.Empty(await scene.Place.Kubectl.ListAsync("secrets", Cancellation, "odagrun.io/job"));
    }

    // The Job's end, with what its pod printed.
    private static async Task<string> WaitAsync(StandaloneScene scene, string job)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        JsonNode? status = null;
        try
        {
            do
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
                status = (await scene.Place.Kubectl.ListAsync("jobs", limit.Token)).First(
                    item => item["metadata"]!["name"]!.GetValue<string>() == job)["status"];
            }
            while (status?["succeeded"] is null && status?["failed"] is null);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // What it printed says more.
        }

        var log = await scene.Place.Kubectl.RunAsync(["logs", $"job/{job}", "--tail", "200"], Cancellation);
        return status?["succeeded"] is not null ? log : throw new InvalidOperationException($"{status}\n{log}");
    }

    private static async Task<string> PushBusyboxAsync(string registry)
    {
        using var directory = WorkDirectory.Create("busybox");
        await BusyboxLayer.WriteAsync(directory.File("layer.tar.gz"), Cancellation);
        using var pusher = new PlainImagePusher(registry);
        await pusher.PushAsync(new PlainImage("base/busybox", "1") { LayerPath = directory.File("layer.tar.gz") }, Cancellation);
        return $"{registry}/base/busybox:1";
    }
}
