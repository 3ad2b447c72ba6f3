using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Odagrun.Stack.Functions;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>
/// Nothing runs; a job is pending; KEDA's rules wake the poller, and by its ticket the worker; the job runs; nothing runs again.
/// </summary>
public sealed class WakeFromZeroTests
{
    private const string Job =
        $"""
        job:
          image: IMAGE
          parallel: 2
          script:
        {JobOutput.Script}
        """;

    /// <summary>
    /// Rounds in which a process is killed, by the line after which it happens; all others go undisturbed. Under the Functions host there
    /// are none: what a killed one has at hand is invisible for ten minutes, and so long KEDA lets nobody sleep.
    /// </summary>
    private static readonly Dictionary<int, (bool OfPoller, string Line)> Kills = new()
    {
        [2] = (false, ": preparing"),
        [4] = (true, ": enqueued"),
        [6] = (false, ": prepared"),
        [8] = (false, ": starting"),
        [10] = (true, ": stored"),
        [12] = (false, ": started"),
        [14] = (false, ": following"),
        [16] = (true, ": received"),
        [18] = (false, ": cleaning up"),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HostKind.Standalone, 20)]
    [InlineData(HostKind.FunctionsHost, 2)]
    public async Task Jobs_FromZeroToZero_RunOnceThoughProcessesAreKilled(HostKind kind, int rounds)
    {
        await using var sleeping = await SleepingInstallation.StartAsync(kind, Cancellation);

        for (var round = 0; round < rounds; round++)
        {
            Assert.Equal(0, sleeping.Pods);
            var starts = (sleeping.Poller.Starts, sleeping.Worker.Starts);
            var pipeline = await sleeping.Rig.RunAsync(Job, Cancellation);
            if (kind == HostKind.Standalone && Kills.TryGetValue(round, out var kill))
            {
                await KillAsync(sleeping, kill.OfPoller ? sleeping.Poller : sleeping.Worker, kill.Line, pipeline);
            }

            pipeline = await WaitAsync(sleeping, pipeline);
            await sleeping.SleepsAsync(Cancellation);

            Assert.True(pipeline.Jobs.All(job => IsRight(sleeping.Rig, job)), Story(sleeping, pipeline));
            Assert.Empty(await sleeping.Rig.LeftoversAsync(Cancellation));
            Assert.True(sleeping.Poller.Starts > starts.Item1 && sleeping.Worker.Starts > starts.Item2, "both were woken");
        }
    }

    private static async Task KillAsync(SleepingInstallation sleeping, Deployment deployment, string line, PipelineView pipeline)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var starts = deployment.Starts;
        var ended = sleeping.Rig.Lab.WaitForPipelineAsync(pipeline.Id, over.Token);
        while (deployment.Starts == starts && deployment.Replicas == 0 && !ended.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }

        // The line may never come where the job was quicker than this test.
        await Task.WhenAny(deployment.Process!.WaitForLineAsync(line, over.Token), ended);
        await deployment.Process.KillAsync(Cancellation);
        await over.CancelAsync();
    }

    private static async Task<PipelineView> WaitAsync(SleepingInstallation sleeping, PipelineView pipeline)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        try
        {
            return await sleeping.Rig.Lab.WaitForPipelineAsync(pipeline.Id, limit.Token);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"pipeline {pipeline.Id} did not end\n{Story(sleeping, sleeping.Rig.Lab.FindPipeline(pipeline.Id)!)}");
        }
    }

    private static bool IsRight(Rig rig, JobView job) =>
        job.Status == JobStatus.Success
        && rig.Lab.FindLedger(job.Id)! is { Starts: 1, Finals.Count: 1, ConflictingTraces: 0, RestartedTraces: 0, ChecksumMismatches: 0 }
        && JobOutput.IsComplete(rig.Lab.Trace(job.Id));

    private static string Story(SleepingInstallation sleeping, PipelineView pipeline) =>
        string.Join(
            "\n",
            pipeline.Jobs.Select(
                job =>
                    $"{job.Name} {job.Status} {job.FailureReason} {sleeping.Rig.Lab.FindLedger(job.Id)}\n{sleeping.Rig.Lab.Trace(job.Id)}"))
                    + sleeping.Output;
}
