using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Stack.Proxies;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>The registry answers 500 or 503, or hangs up in the middle of a blob.</summary>
public sealed class RegistryFaultTests
{
    private const string ThreeJobs =
        $"""
        job:
          image: IMAGE
          parallel: 3
          script:
        {JobOutput.Script}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Jobs_WhenTransfersAreCutAndAnswersFail_EndExactlyOnce()
    {
        await using var rig = await StartAsync();
        rig.Faults.Registry.Add(
            new Fault("GET", "/manifests/") { Status = 500, Times = 2 },
            new Fault("POST", "/blobs/uploads/") { Status = 503, Times = 2 },
            new Fault("PUT", "/blobs/uploads/") { CutRequestAfter = 500_000, Times = 2 },
            new Fault("PUT", "/manifests/") { Status = 503, Times = 2 },
            new Fault("GET", "/odagrun/executor/blobs/") { CutAnswerAfter = 100, Times = 3 });

        var pipeline = await rig.RunToEndAsync(ThreeJobs, Cancellation);

        await ExactlyOnce.AssertAsync(rig, pipeline);
        Assert.Equal(0, rig.Faults.Registry.FaultsLeft);
    }

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Jobs_WhenTheRegistryIsBrokenForAWhile_WaitAndEndExactlyOnce()
    {
        await using var rig = await StartAsync();
        rig.Faults.Registry.Add(new Fault("*", "/v2/") { Status = 503, Times = int.MaxValue });
        var pipeline = await rig.RunAsync(ThreeJobs, Cancellation);
        await rig.HostSaysAsync(": waits", Cancellation);
        rig.Faults.Registry.Clear();

        await ExactlyOnce.AssertAsync(rig, await rig.WaitAsync(pipeline, Cancellation));
    }

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Job_WhoseImageStaysOutOfReach_FailsWhileTheOthersRun()
    {
        await using var rig = await StartAsync(new Dictionary<string, string> { ["Odagrun__Registry__Patience"] = "00:00:05" });
        rig.Faults.Registry.Add(new Fault("*", "/base/broken/") { Status = 500, Times = int.MaxValue });

        var pipeline = await rig.RunToEndAsync(
            $"""
            broken:
              image: {rig.Image.Replace("/busybox:", "/broken:", StringComparison.Ordinal)}
              script: ["true"]
            good:
              image: IMAGE
              script:
            {JobOutput.Script}
            """,
            Cancellation);

        var broken = pipeline.Job("broken");
        Assert.Equal((JobStatus.Failed, "runner_external_dependency_failure"), (broken.Status, broken.FailureReason));
        Assert.Contains("answered 500", rig.Trace(pipeline, "broken"), StringComparison.Ordinal);
        await ExactlyOnce.AssertAsync(rig, pipeline with { Jobs = [pipeline.Job("good")] });
    }

    private static Task<Rig> StartAsync(Dictionary<string, string>? settings = null) =>
        Rig.StartAsync(
            Cancellation, new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) }, settings: settings, faultProxies: true);
}
