using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.EndToEnd.Tests.Faults;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>Namespaces with little room: jobs wait for it, in words, and run when it is there.</summary>
public sealed class QuotaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_MoreThanTheQuotaHasRoomFor_WaitForItAndEndExactlyOnce()
    {
        await using var rig = await Rig.StartAsync(
            Cancellation,
            settings: new Dictionary<string, string>
            {
                ["Odagrun__Pods__ExplainAfter"] = "00:00:00",
                ["Odagrun__Pods__Sizes__Job__Memory__Limit"] = "100Mi",
                ["Odagrun__Pods__Sizes__Job__Memory__RequestOverwriteMax"] = "1Gi",
                ["Odagrun__Pods__Sizes__Job__Memory__LimitOverwriteMax"] = "1Gi",
            });
        await rig.Ground.Kubectl.RunAsync(["create", "quota", "ci", "--hard=limits.memory=500Mi"], Cancellation);

        var pipeline = await rig.RunToEndAsync(
            $"""
            job:
              image: IMAGE
              parallel: 4
              script:
            {JobOutput.Script}
            large:
              image: IMAGE
              parallel: 2
              variables: {"{"} KUBERNETES_MEMORY_LIMIT: 400Mi {"}"}
              script:
            {JobOutput.Script}
            never:
              image: IMAGE
              variables: {"{"} KUBERNETES_MEMORY_LIMIT: 600Mi {"}"}
              script: [echo never]
            """,
            Cancellation);

        rig.AssertFailed(
            pipeline, "never", "runner_configuration_error", "the pod needs 600Mi of memory limit",
            "the quota 'ci' allows 500Mi for all pods together");
        await ExactlyOnce.AssertAsync(rig, pipeline with { Jobs = [.. pipeline.Jobs.Where(job => job.Name != "never")] });
        Assert.Contains(pipeline.Jobs, job => rig.Lab.Trace(job.Id).Contains(
            "Waiting: needs 400Mi of memory limit: the quota 'ci' allows 500Mi", StringComparison.Ordinal));

        // Counted before they are made: no Job whose pod is refused and tried again with growing pauses.
        Assert.DoesNotContain(
            await rig.Ground.Kubectl.ListAsync("events", Cancellation), told => (string?)told["reason"] == "FailedCreate");
    }
}
