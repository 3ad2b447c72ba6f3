using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab;

namespace Odagrun.Cluster.Tests.Faults;

/// <summary>
/// The functions' process is killed again and again while many jobs run: what is stored in the cluster is all that is left of it each time.
/// </summary>
public sealed class KilledFunctionsTests
{
    private const string FiftyJobs =
        $"""
        job:
          image: IMAGE
          parallel: 50
          script:
        {JobOutput.Script}
        """;

    private const int MostKills = 60;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Explicit: minutes of a whole machine. -explicit only, or --explicit on, runs it.
    [Fact(Explicit = true)]
    public async Task FiftyJobs_WhenTheFunctionsAreKilledEveryTwoSeconds_EndExactlyOnce()
    {
        await using var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = TimeSpan.FromSeconds(20) },
            limit: 50,
            settings: new Dictionary<string, string> { ["Logging__LogLevel__Odagrun"] = "Debug", ["Odagrun__Queues__Lease"] = "00:00:05" });
        var pipeline = await rig.RunAsync(FiftyJobs, Cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var over = rig.Lab.WaitForPipelineAsync(pipeline.Id, ended.Token);

        for (var kill = 0; kill < MostKills && await Task.WhenAny(over, Task.Delay(Between, Cancellation)) != over; kill++)
        {
            await rig.Installation.Host.KillAsync(Cancellation);
            await rig.Installation.StartHostAsync(Cancellation);
        }

        await ended.CancelAsync();
        await ExactlyOnce.AssertAsync(rig, await rig.WaitAsync(pipeline, Cancellation, minutes: 5));
    }
}
