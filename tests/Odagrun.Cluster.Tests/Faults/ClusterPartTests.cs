using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Faults;

/// <summary>Parts of the cluster go away under running jobs and come back. Explicit: minutes of a whole machine.</summary>
[Collection(nameof(WholeCluster))]
public sealed class ClusterPartTests
{
    private const string TenJobs =
        $"""
        job:
          image: IMAGE
          parallel: 10
          script:
        {JobOutput.Script}
        """;

    private const string Taint = "lost=yes:NoExecute";

    // The ones tolerate the taint, the other does not.
    private const string OnTheNode =
        """
        stays:
          image: IMAGE
          parallel: 4
          variables: { KUBERNETES_NODE_TOLERATIONS_1: "lost=yes:NoExecute" }
          script:
            - sleep 20
            - i=1; while [ $i -le 20 ]; do echo "line $i"; i=$((i+1)); done
            - echo end
        lost:
          image: IMAGE
          variables: { KUBERNETES_POD_LABELS_1: "lost=yes" }
          script:
            - echo begun
            - sleep 600
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Jobs_WhenTheApiServerIsKilledAndRestartedTwice_EndExactlyOnce()
    {
        await using var rig = await StartAsync();
        var pipeline = await rig.RunAsync(TenJobs, Cancellation);

        foreach (var moment in new[] { ": started", ": finished" })
        {
            await rig.HostSaysAsync(moment, Cancellation);
            await rig.Ground.Installation.Cluster.Parts.KillAsync(ClusterPart.ApiServer, Cancellation);
            await rig.Ground.Installation.Cluster.Parts.StartAsync(ClusterPart.ApiServer, Cancellation);
        }

        pipeline = await rig.WaitAsync(pipeline, Cancellation, minutes: 4);
        await ClusterWait.UntilAnsweredAsync(rig.Ground.Kubectl, Cancellation);
        await ExactlyOnce.AssertAsync(rig, pipeline);
    }

    /// <summary>
    /// Without their kubelet jobs run on and report themselves; their pods' ends are seen when it is back, and what was asked for
    /// meanwhile starts then. A job whose node the cluster gives up (a taint here: a cluster whose only node is silent evicts nobody) and
    /// whose processes are gone fails as that.
    /// </summary>
    [Fact(Explicit = true)]
    public async Task Jobs_WhenTheirKubeletIsDownForAMinute_EndExactlyOnceAndFailWhereTheNodeIsGone()
    {
        await using var rig = await StartAsync();
        var cluster = rig.Ground.Installation.Cluster;
        var pipeline = await rig.RunAsync(OnTheNode, Cancellation);
        await Task.WhenAll(
            pipeline.Jobs.Select(job => rig.Lab.WaitForJobAsync(job.Id, seen => seen.Status == JobStatus.Running, Cancellation)));

        var down = Task.Delay(TimeSpan.FromSeconds(60), Cancellation);
        PipelineView late;
        await cluster.Parts.KillAsync(ClusterPart.Kubelet, Cancellation);
        try
        {
            await LoseAsync(rig, pipeline);
            late = await rig.RunAsync(TenJobs.Replace("parallel: 10", "parallel: 2", StringComparison.Ordinal), Cancellation);
            await down;
        }
        finally
        {
            await cluster.Parts.StartAsync(ClusterPart.Kubelet, CancellationToken.None);
        }

        // A kubelet that is back confirms the ends that it has missed with its next look at each pod, which takes it a minute or more.
        pipeline = await rig.WaitAsync(pipeline, Cancellation, minutes: 4);
        for (var minute = 0; minute < 4 && (await rig.LeftoversAsync(Cancellation)).Count > 0; minute++)
        {
        }

        await ExactlyOnce.AssertAsync(rig, await rig.WaitAsync(late, Cancellation, minutes: 4));
        await ExactlyOnce.AssertAsync(rig, pipeline with { Jobs = [.. pipeline.Jobs.Where(job => job.Name != "lost")] });
    }

    // As if the node of this one job were gone: its processes end unheard, and the cluster gives the node up.
    private static async Task LoseAsync(Rig rig, PipelineView pipeline)
    {
        var kubectl = rig.Ground.Installation.Cluster.Kubectl;
        var lost = Assert.Single(await rig.Ground.Kubectl.ListAsync("pods", Cancellation, "lost=yes"));
        PodProcesses.Kill((string)lost["metadata"]!["uid"]!);
        await kubectl.RunAsync(["taint", "nodes", "--all", Taint], Cancellation);
        try
        {
            var ended = await rig.Lab.WaitForJobAsync(pipeline.Job("lost").Id, job => job.FinishedAt is not null, Cancellation).WaitAsync(
                TimeSpan.FromMinutes(4), Cancellation);
            rig.AssertFailed(rig.Lab.FindPipeline(pipeline.Id)!, ended.Name, "runner_system_failure",
                "has not confirmed for 30 s that the deleted pod has ended");
        }
        finally
        {
            await kubectl.RunAsync(["taint", "nodes", "--all", Taint + "-"], CancellationToken.None);
        }
    }

    private static async Task<Rig> StartAsync()
    {
        var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) },
            settings: new Dictionary<string, string>
            {
                ["Logging__LogLevel__Odagrun"] = "Debug",
                ["Odagrun__Queues__Lease"] = "00:00:05",
                ["Odagrun__Pods__Metadata__LabelsOverwriteAllowed"] = "^lost=yes$",
                ["Odagrun__Pods__Scheduling__TolerationsOverwriteAllowed"] = "^lost=yes:NoExecute$",
            });
        if (!rig.Ground.Installation.Cluster.IsOwn)
        {
            await rig.DisposeAsync();
            Assert.Skip("the cluster that KUBECONFIG names is not ours to take apart");
        }

        return rig;
    }
}
