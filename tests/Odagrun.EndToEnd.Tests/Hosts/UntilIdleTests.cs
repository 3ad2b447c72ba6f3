using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>The run-once program: what KEDA starts as a Job.</summary>
public sealed class UntilIdleTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_RunOnce_DoesAllThereIsAndEnds()
    {
        await using var rig = await Rig.StartWithoutHostAsync(Cancellation);
        var pipeline = await rig.RunAsync(
            $"stages: [a, b]\ndefault:\n  image: IMAGE\none:\n  stage: a\n  script:\n{JobOutput.Script}\ntwo:\n  stage: b\n  script:\n{JobOutput.Script}\n", Cancellation);

        await using var program = Start(rig, rig.Installation.Settings);
        var code = await program.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);

        Assert.True(code == 0, program.Output);
        Assert.All(rig.Lab.FindPipeline(pipeline.Id)!.Jobs,
            job => Assert.True(job.Status == JobStatus.Success && rig.Lab.FindLedger(job.Id)!.RanExactlyOnce, program.Output));
        Assert.Empty(await rig.LeftoversAsync(Cancellation));

        await using var idle = Start(rig, rig.Installation.Settings);
        Assert.Equal(0, await idle.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation));

        await using var refused = Start(
            rig, new Dictionary<string, string>(rig.Installation.Settings) { ["Odagrun__Runners__0__Token"] = "glrt-wrong" });
        Assert.Equal(69, await refused.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation));
        Assert.Contains("refuses its token", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_WhoseStorageCannotBeReached_SaysSoEndsAndLosesNothing()
    {
        await using var rig = await Rig.StartWithoutHostAsync(Cancellation);
        var pipeline = await rig.RunAsync($"job:\n  image: IMAGE\n  script:\n{JobOutput.Script}\n", Cancellation);
        var nobody =
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=bmV2ZXIgdG8gYmUgc2Vlbg==;QueueEndpoint=http://127.0.0.1:{FreePort.Next()}/a;";

        await using var unlucky = Start(
            rig, new Dictionary<string, string>(rig.Installation.Settings) { ["AzureWebJobsStorage"] = nobody });
        Assert.Equal(69, await unlucky.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(4), Cancellation));
        await using var program = Start(rig, rig.Installation.Settings);
        var code = await program.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);

        Assert.Contains("its ticket can't be enqueued", unlucky.Output, StringComparison.Ordinal);
        Assert.Contains("queues or job store have not answered for 00:01:00", unlucky.Output, StringComparison.Ordinal);
        Assert.Single(unlucky.Output.Split('\n'), line => line.Contains("Queue odagrun-prepare can't be read", StringComparison.Ordinal));
        Assert.DoesNotContain("bmV2ZXIgdG8gYmUgc2Vlbg==", unlucky.Output, StringComparison.Ordinal);
        Assert.True(code == 0, program.Output);
        Assert.All(rig.Lab.FindPipeline(pipeline.Id)!.Jobs, job => Assert.True(
            job.Status == JobStatus.Success && rig.Lab.FindLedger(job.Id)! is { RanExactlyOnce: true, AcknowledgementsLost: 0 },
            unlucky.Output + program.Output));
    }

    private static ChildProcess Start(Rig rig, IReadOnlyDictionary<string, string> settings) => ChildProcess.Start(
        new ProcessSpec(RepositoryPaths.NativeHost,
            "--until-idle")
        { Environment = settings, WorkingDirectory = Path.GetDirectoryName(rig.Installation.JobsDirectory) });
}
