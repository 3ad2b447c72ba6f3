using Odagrun.Lab;
using Odagrun.Stack.Proxies;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>Queues deliver at least once: whatever comes again, each job runs once.</summary>
public sealed class RepeatedTicketTests
{
    private const string TenJobs =
        $"""
        job:
          image: IMAGE
          parallel: 10
          script:
        {JobOutput.Script}
            - sleep 3
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public Task Tickets_PutIntoTheQueuesTwice_RunEachJobOnce() =>
        AssertAsync(new Fault("POST", "/messages") { Twice = true, Times = int.MaxValue });

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public Task Tickets_NeitherKeptInvisibleNorDeleted_RunEachJobOnce() =>
        AssertAsync(
            new Fault("PUT", "/messages/") { Status = 500, Times = int.MaxValue },
            new Fault("DELETE", "/messages/") { Status = 204, Times = int.MaxValue });

    private static async Task AssertAsync(params Fault[] faults)
    {
        await using var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) },
            settings: new Dictionary<string, string> { ["Logging__LogLevel__Odagrun"] = "Debug", ["Odagrun__Queues__Lease"] = "00:00:02" },
            faultProxies: true);
        rig.Faults.Queues.Add(faults);

        var pipeline = await rig.RunToEndAsync(TenJobs, Cancellation);

        await ExactlyOnce.AssertAsync(rig, pipeline);
        Assert.Empty(pipeline.RetriedJobs);
        Assert.Contains(": following", rig.HostOutput, StringComparison.Ordinal);
        Assert.True(rig.HostOutput.Split(" dropped").Length > pipeline.Jobs.Count, rig.Story(pipeline));
    }
}
