using System.Globalization;
using System.Text.Json.Nodes;
using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>
/// Pods that are taken away from running jobs: each ends once, failed as the runner's surroundings' fault, and is not run again.
/// </summary>
[Collection(nameof(ScenarioRig))]
public sealed class TakenPodTests(ScenarioRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_DeletedOrEvictedBySomebody_EndsItsJobOnceWithTheReason()
    {
        var rig = shared.Rig;
        var pipeline = await rig.RunAsync(
            """
            .job: { image: IMAGE, script: [echo begun, sleep 600, echo never] }
            deleted: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=deleted } }
            job-deleted: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=job-deleted } }
            evicted: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=evicted } }
            full: { image: IMAGE, variables: { KUBERNETES_EPHEMERAL_STORAGE_LIMIT: 32Mi }, script: ["dd if=/dev/zero of=big bs=1M count=100", sleep 600, echo never] }
            """,
            Cancellation);
        await Task.WhenAll(pipeline.Jobs.Select(job => BegunAsync(rig, job)));

        await rig.Ground.Kubectl.RunAsync(["delete", "pods", "--selector", "scenario=deleted", "--wait=false"], Cancellation);
        await rig.Ground.Kubectl.RunAsync(["delete", "jobs", "--selector", "scenario=job-deleted", "--wait=false"], Cancellation);
        await EvictAsync(rig, "scenario=evicted");
        pipeline = await rig.WaitAsync(pipeline, Cancellation, minutes: 3);

        Assert.All(["deleted", "job-deleted", "evicted"],
            job => rig.AssertFailed(pipeline, job, "runner_interrupted", "the job's pod is being stopped from outside"));
        AssertTaken(rig, pipeline, "full");
        AssertEndedOnce(rig, pipeline);
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
    }

    [Fact]
    public async Task Pod_PreemptedByOneOfHigherPriority_EndsItsJobOnce()
    {
        var rig = shared.Rig;
        var cluster = rig.Ground.Installation.Cluster.Kubectl;
        var cpu = int.Parse(await cluster.RunAsync(
            ["get", "nodes", "--output", "jsonpath={.items[0].status.allocatable.cpu}"], Cancellation), CultureInfo.InvariantCulture);
        var most = (cpu * 600).ToString(CultureInfo.InvariantCulture) + "m";
        var priority = $"high-{rig.Ground.Installation.Namespace.Name}";
        await cluster.RunAsync(["create", "priorityclass", priority, "--value", "1000"], Cancellation);
        try
        {
            var pipeline = await rig.RunAsync(
                $"preempted: {{ image: IMAGE, script: [echo begun, sleep 600, echo never], variables: {{ KUBERNETES_CPU_REQUEST: {most} }} }}\n", Cancellation);
            await BegunAsync(rig, Assert.Single(pipeline.Jobs));

            await rig.Ground.Kubectl.ApplyAsync(
                $$"""
                apiVersion: v1
                kind: Pod
                metadata: {name: important}
                spec:
                  priorityClassName: {{priority}}
                  terminationGracePeriodSeconds: 1
                  containers:
                  - name: one
                    image: {{rig.Image}}
                    command: [sleep, "600"]
                    resources:
                      requests:
                        cpu: {{most}}
                """,
                Cancellation);
            pipeline = await rig.WaitAsync(pipeline, Cancellation);

            rig.AssertFailed(pipeline, "preempted", "runner_interrupted", "the job's pod is being stopped from outside");
            AssertEndedOnce(rig, pipeline);
        }
        finally
        {
            await rig.Ground.Kubectl.RunAsync(["delete", "pod", "important", "--ignore-not-found", "--wait=false"], CancellationToken.None);
            await cluster.RunAsync(["delete", "priorityclass", priority], CancellationToken.None);
        }
    }

    // Two seconds are what the kubelet gives the executor of a pod whose disk is full: then the functions say it for it.
    private static void AssertTaken(Rig rig, PipelineView pipeline, string job)
    {
        string[] words = ["the job's pod is being stopped from outside", "The job's pod is gone", "The cluster evicted the job's pod",
            "had to make room for another"];
        Assert.Contains(pipeline.Job(job).FailureReason, new[] { "runner_interrupted", "runner_system_failure" });
        Assert.True(words.Any(text => rig.Log(pipeline, job).Contains(text, StringComparison.Ordinal)), rig.Story(pipeline));
    }

    private static void AssertEndedOnce(Rig rig, PipelineView pipeline)
    {
        Assert.All(pipeline.Jobs, job => Assert.True(rig.Lab.FindLedger(job.Id)!.RanExactlyOnce, rig.Story(pipeline)));
        Assert.All(pipeline.Jobs, job => Assert.DoesNotContain("\nnever", rig.Log(pipeline, job.Name), StringComparison.Ordinal));
    }

    private static Task<JobView> BegunAsync(Rig rig, JobView job) =>
        rig.Lab.WaitForJobAsync(job.Id, seen => seen.Status == JobStatus.Running, Cancellation).WaitAsync(
            TimeSpan.FromMinutes(1), Cancellation);

    // What 'kubectl drain' does.
    private static async Task EvictAsync(Rig rig, string selector)
    {
        var pod = Assert.Single(await rig.Ground.Kubectl.ListAsync("pods", Cancellation, selector));
        var name = (string)pod["metadata"]!["name"]!;
        var place = rig.Ground.Installation.Namespace.Name;
        await rig.Ground.Kubectl.PostAsync(
            $"/api/v1/namespaces/{place}/pods/{name}/eviction",
            new JsonObject
            {
                ["apiVersion"] = "policy/v1beta1",
                ["kind"] = "Eviction",
                ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = place },
            },
            Cancellation);
    }
}
