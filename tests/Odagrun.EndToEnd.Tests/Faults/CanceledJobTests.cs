using Odagrun.Lab;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Odagrun.Stack.Images;
using Odagrun.Stack.Proxies;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>A job is canceled in each of its phases: it ends as canceled, is not run again, and nothing of it is left.</summary>
public sealed class CanceledJobTests
{
    private const string Running =
        """
        stages: [first, second]
        default:
          image: IMAGE
        variables:
          GIT_STRATEGY: none
        producer:
          stage: first
          script: ["echo content >file.txt"]
          artifacts:
            paths: [file.txt]
        during:get_sources:
          stage: second
          needs: []
          variables:
            GIT_STRATEGY: fetch
          script: ["echo never"]
        during:download_artifacts:
          stage: second
          needs: [producer]
          script: ["echo never"]
        during:step_script:
          stage: second
          needs: []
          script: ["sleep 300", "echo never"]
          after_script: ['echo "after $CI_JOB_STATUS"']
        during:after_script:
          stage: second
          needs: []
          script: ["true"]
          after_script: ["sleep 8", "echo after to its end"]
        during:upload_artifacts_on_success:
          stage: second
          needs: []
          script: ["echo content >out.txt"]
          artifacts:
            paths: [out.txt]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_CanceledWhileItRuns_EndsAsCanceledWhateverItIsAt()
    {
        await using var rig = await StartAsync();
        rig.Lab.Faults.Add(new LabFault { Endpoint = "git", Delay = TimeSpan.FromMinutes(5), Times = 100 });
        rig.Lab.Faults.Add(new LabFault { Endpoint = "artifacts_download", Delay = TimeSpan.FromMinutes(5), Times = 100 });
        rig.Lab.Faults.Add(new LabFault
        {
            Endpoint = "artifacts_upload",
            JobName = "during:upload_artifacts_on_success",
            Delay = TimeSpan.FromSeconds(8),
        });
        var pipeline = await rig.RunAsync(Running, Cancellation);
        var jobs = pipeline.Jobs.Where(job => job.Name != "producer").ToList();

        await Task.WhenAll(jobs.Select(job => CancelAsync(rig, job)));
        pipeline = await rig.WaitAsync(pipeline, Cancellation);

        Assert.All(jobs, job => Assert.True(pipeline.Job(job.Name).Status == JobStatus.Canceled, rig.Story(pipeline)));
        Assert.All(jobs, job => Assert.True(rig.Lab.FindLedger(job.Id)! is { RanExactlyOnce: true }, rig.Story(pipeline)));
        Assert.All(jobs, job => Assert.DoesNotContain("\nnever", JobOutput.Plain(rig.Lab.Trace(job.Id)), StringComparison.Ordinal));
        Assert.Contains("\nafter canceled", JobOutput.Plain(rig.Trace(pipeline, "during:step_script")), StringComparison.Ordinal);
        Assert.Contains("\nafter to its end", JobOutput.Plain(rig.Trace(pipeline, "during:after_script")), StringComparison.Ordinal);
        Assert.Empty(pipeline.RetriedJobs);
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
    }

    [Fact]
    public async Task Job_CanceledBeforeItRuns_IsForgottenWithoutEverStarting()
    {
        await using var rig = await StartAsync();

        // An image that no node can have yet.
        using var pusher = new PlainImagePusher(rig.Installation.Registry.Host);
        await pusher.PushAsync(new PlainImage("base/starting", "1") { Env = [$"ONCE={Guid.NewGuid()}"] }, Cancellation);
        var over = new TaskCompletionSource();
        var proxy = rig.Faults.Registry;
        try
        {
            // Held at the pull of its image; then one held while its image is composed; then one behind it, in the queue.
            proxy.Add(new Fault("GET", "/odagrun/executor/manifests/") { Hold = over.Task });
            var starting = await HeldAsync("starting", rig.Image.Replace("/busybox:", "/starting:", StringComparison.Ordinal),
                () => proxy.Requests.Any(request => request.StartsWith("GET /v2/odagrun/executor/manifests/", StringComparison.Ordinal)));
            proxy.Add(new Fault("*", "/base/held/") { Hold = over.Task, Times = int.MaxValue });
            var preparing = await HeldAsync("preparing", rig.Image.Replace("/busybox:", "/held:", StringComparison.Ordinal),
                () => proxy.Requests.Any(request => request.Contains("/base/held/", StringComparison.Ordinal)));
            var queued = await HeldAsync("queued", rig.Image, () => rig.HostOutput.Split(": acknowledged").Length > 3);

            var jobs = new[] { starting, preparing, queued }.Select(pipeline => Assert.Single(pipeline.Jobs)).ToList();
            Assert.All(jobs, job => Assert.True(rig.Lab.CancelJob(job.Id)));
            if (RigGround.PodsOutliveTheirPull)
            {
                over.SetResult();
            }

            var left = await rig.LeftoversAsync(Cancellation);
            Assert.True(left.Count == 0, $"left: {string.Join(' ', left)}\n{rig.HostOutput}");
            Assert.All(jobs, job => Assert.Equal(JobStatus.Canceled, rig.Lab.FindJob(job.Id)!.Status));
            Assert.All(jobs,
                job => Assert.True(rig.Lab.FindLedger(job.Id)! is { Assignments.Count: 1, Starts: 0, Finals.Count: 0 }, rig.HostOutput));
        }
        finally
        {
            over.TrySetResult();
        }

        async Task<PipelineView> HeldAsync(string name, string image, Func<bool> isHeld)
        {
            var pipeline = await rig.RunAsync($"{name}:\n  image: {image}\n  script: [echo never]\n", Cancellation);
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
            while (!isHeld())
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
            }

            return pipeline;
        }
    }

    private static Task<Rig> StartAsync() =>
        Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) },
            settings: new Dictionary<string, string>
            {
                ["Logging__LogLevel__Odagrun"] = "Debug",
                ["Odagrun__Queues__PrepareConcurrency"] = "1",
            },
            faultProxies: true);

    /// <summary>Cancels a job once its log says that it is in the phase by which it is named.</summary>
    private static async Task CancelAsync(Rig rig, JobView job)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await rig.Lab.WaitForJobAsync(
            job.Id, _ => rig.Lab.Trace(job.Id).Contains(job.Name["during".Length..], StringComparison.Ordinal), limit.Token);
        Assert.True(rig.Lab.CancelJob(job.Id));
    }
}
