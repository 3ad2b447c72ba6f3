using System.Security.Cryptography;
using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.EndToEnd.Tests;

/// <summary>The functions' process is killed (SIGKILL) in the middle; every job ends exactly once, correctly, all the same.</summary>
public sealed class KilledHostTests
{
    private const string ThirtyJobs =
        """
        job:
          image: IMAGE
          parallel: 30
          script:
            - echo "begin $CI_NODE_INDEX"
            - sleep 1
            - echo "end $CI_NODE_INDEX"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The lines by which the host says that a step is over.</summary>
    public static TheoryData<string> StepBoundaries() =>
        [": received", ": stored", ": enqueued", ": acknowledged", ": preparing", ": image composed", ": prepared", ": starting",
            ": started", ": following", ": cleaning up", ": finished"];

    [Theory]
    [MemberData(nameof(StepBoundaries))]
    public async Task Jobs_WhenTheHostIsKilledAtAStepBoundary_EndExactlyOnce(string boundary)
    {
        await using var rig = await StartAsync();
        var pipeline = await rig.RunAsync(ThirtyJobs.Replace("parallel: 30", "parallel: 4", StringComparison.Ordinal), Cancellation);

        await rig.Installation.Host.WaitForLineAsync(boundary, Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await rig.Installation.Host.KillAsync(Cancellation);
        await rig.Installation.StartHostAsync(Cancellation);

        AssertEachEndedOnce(rig, await rig.WaitAsync(pipeline, Cancellation));
    }

    [Fact]
    public async Task ThirtyJobs_WhenTheHostIsKilledAgainAndAgain_EndExactlyOnce()
    {
        await using var rig = await StartAsync();
        var pipeline = await rig.RunAsync(ThirtyJobs, Cancellation);

        foreach (var boundary in StepBoundaries().Select(row => row.Data).OrderBy(_ => RandomNumberGenerator.GetInt32(int.MaxValue)))
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var reached = rig.Installation.Host.WaitForLineAsync(boundary, ended.Token);
            var over = rig.Lab.WaitForPipelineAsync(pipeline.Id, ended.Token);
            var first = await Task.WhenAny(reached, over, Task.Delay(TimeSpan.FromSeconds(3), ended.Token));
            await ended.CancelAsync();
            if (first == over)
            {
                break;
            }

            await rig.Installation.Host.KillAsync(Cancellation);
            await rig.Installation.StartHostAsync(Cancellation);
        }

        AssertEachEndedOnce(rig, await rig.WaitAsync(pipeline, Cancellation, minutes: 4));
    }

    private static Task<Rig> StartAsync() =>
        Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = TimeSpan.FromSeconds(20) },
            settings: new Dictionary<string, string> { ["Logging__LogLevel__Odagrun"] = "Debug", ["Odagrun__Queues__Lease"] = "00:00:05" });

    private static void AssertEachEndedOnce(Rig rig, PipelineView pipeline)
    {
        Assert.All(pipeline.Jobs, job =>
        {
            var ledger = rig.Lab.FindLedger(job.Id)!;
            Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline));
            Assert.True(ledger is { Starts: 1, Finals.Count: 1, ConflictingTraces: 0, RestartedTraces: 0 }, rig.Story(pipeline));
            Assert.Contains("\nend", Plain(rig.Lab.Trace(job.Id)), StringComparison.Ordinal);
        });

        // Killed between GitLab's answer and the store: GitLab takes such a run back by itself. It must never have started.
        Assert.All(pipeline.RetriedJobs, job =>
            Assert.True(
                job.FailureReason == "runner_provisioning_timeout" && rig.Lab.FindLedger(job.Id)!.Starts == 0, rig.Story(pipeline)));
    }

    /// <summary>The log without the time and stream in front of each line.</summary>
    private static string Plain(string trace) =>
        string.Join('\n', trace.Split('\n').Select(line => line.Length > 32 && line[4] == '-' ? line[32..] : line));
}
