using Odagrun.Lab;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>Queues, registry and GitLab go away under a running installation and come back; every job ends once all the same.</summary>
public sealed class RestartedPartTests
{
    // By default, as with GitLab Runner, sources are fetched once, and a fetch that an outage of GitLab cuts off fails its job.
    private const string FifteenJobs =
        $"""
        job:
          image: IMAGE
          parallel: 15
          variables:
            GET_SOURCES_ATTEMPTS: "5"
          script:
        {JobOutput.Script}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The part, and what the host says once it has felt that the part is away.</summary>
    public static TheoryData<RigPart, string> Parts() => new()
    {
        { RigPart.Queues, "can't be read" },
        { RigPart.Registry, ": waits" },
        { RigPart.GitLab, ": started" },
    };

    [Theory(Explicit = RigGround.LongRunsAreOnRequest)]
    [MemberData(nameof(Parts))]
    public async Task Jobs_WhenAPartIsKilledAndRestartedThreeTimes_EndExactlyOnce(RigPart part, string felt)
    {
        await using var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = Patience(part) },
            settings: new Dictionary<string, string> { ["Logging__LogLevel__Odagrun"] = "Debug", ["Odagrun__Queues__Lease"] = "00:00:05" });
        var pipeline = await rig.RunAsync(FifteenJobs, Cancellation);

        await rig.HostSaysAsync(": received", Cancellation);
        await rig.StopPartAsync(part, Cancellation);
        await rig.HostSaysAsync(felt, Cancellation);
        await rig.RestartPartAsync(part, Cancellation);
        foreach (var moment in new[] { ": following", ": finished" })
        {
            await rig.HostSaysAsync(moment, Cancellation);
            await rig.StopPartAsync(part, Cancellation);
            await rig.RestartPartAsync(part, Cancellation);
        }

        await ExactlyOnce.AssertAsync(rig, await rig.WaitAsync(pipeline, Cancellation, minutes: 3));
    }

    // A job in an answer that the outage cut off is given out again only then; jobs that wait for the queue need GitLab's own two minutes.
    private static TimeSpan Patience(RigPart part) =>
        part == RigPart.GitLab ? TimeSpan.FromSeconds(20) : new LabOptions().AcknowledgementWait;
}
