using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Odagrun.Cluster.Tests.Faults;
using Odagrun.EndToEnd.Tests;
using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.Jobs.Queues;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>One half of a job is lost while no functions run: the next process settles it, whichever half that is.</summary>
public sealed class OrphanTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_OfWhichAHalfWasLostWhileNobodyLooked_AreSettledByTheNextProcess()
    {
        await using var rig = await StartAsync();
        var running = await rig.RunAsync(
            """
            .job: { image: IMAGE, script: [echo begun, sleep 600, echo never] }
            podless: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=podless } }
            recordless: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=recordless } }
            unknown: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: scenario=unknown } }
            """,
            Cancellation);
        await Task.WhenAll(
            running.Jobs.Select(job => rig.Lab.WaitForJobAsync(job.Id, seen => seen.Status == JobStatus.Running, Cancellation)));
        var waiting = await rig.RunAsync(
            "waiting: { image: IMAGE, script: [echo ran], variables: { KUBERNETES_MEMORY_LIMIT: 500Mi } }\n", Cancellation);
        await rig.HostSaysAsync($"-{waiting.Job("waiting").Id}: waits", Cancellation);

        await rig.Installation.Host.KillAsync(Cancellation);
        await LosePodAsync(rig, "podless");
        await rig.Ground.Kubectl.RunAsync(["delete", "secret", $"odagrun-{Label(await PodAsync(rig, "recordless"))}"], Cancellation);
        Assert.True(rig.Lab.CancelJob(running.Job("unknown").Id));
        await LoseTicketsAsync(rig);
        await rig.Installation.StartHostAsync(Cancellation);

        running = await rig.WaitAsync(running, Cancellation);
        waiting = await rig.WaitAsync(waiting, Cancellation);
        rig.AssertFailed(running, "podless", "runner_system_failure", "The job's pod");
        rig.AssertFailed(running, "recordless", "runner_interrupted", "is being stopped from outside");
        Assert.Equal(JobStatus.Canceled, running.Job("unknown").Status);
        rig.AssertGreen(waiting, "waiting", "\nran\n");
        Assert.All([.. running.Jobs, .. waiting.Jobs],
            (JobView job) => Assert.True(rig.Lab.FindLedger(job.Id)!.RanExactlyOnce, rig.Story(running)));
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
    }

    // The large job waits until the others are gone.
    private static async Task<Rig> StartAsync()
    {
        var rig = await Rig.StartAsync(
            Cancellation,
            settings: new Dictionary<string, string>
            {
                ["Odagrun__Pods__Metadata__LabelsOverwriteAllowed"] = "^scenario=",
                ["Odagrun__Pods__Sizes__Job__Memory__Limit"] = "100Mi",
                ["Odagrun__Pods__Sizes__Job__Memory__LimitOverwriteMax"] = "1Gi",
            });
        if (!rig.Ground.Installation.Cluster.IsOwn)
        {
            await rig.DisposeAsync();
            Assert.Skip("the processes of pods in the cluster that KUBECONFIG names are not this machine's");
        }

        await rig.Ground.Kubectl.RunAsync(["create", "quota", "ci", "--hard=limits.memory=700Mi"], Cancellation);
        return rig;
    }

    // Its executor has no time to tell GitLab, and no pod is left that could tell what became of it.
    private static async Task LosePodAsync(Rig rig, string scenario)
    {
        PodProcesses.Kill((string)(await PodAsync(rig, scenario))["metadata"]!["uid"]!);
        await rig.Ground.Kubectl.RunAsync(["delete", "jobs", "--selector", $"scenario={scenario}"], Cancellation);
        await ClusterWait.UntilAsync(
            async () => (await rig.Ground.Kubectl.ListAsync("pods", Cancellation, $"scenario={scenario}")).Count == 0, Cancellation);
    }

    private static async Task LoseTicketsAsync(Rig rig)
    {
        foreach (var queue in new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow })
        {
            await new QueueClient(rig.Installation.Azurite.ConnectionString, queue).ClearMessagesAsync(Cancellation);
        }
    }

    private static async Task<JsonNode> PodAsync(Rig rig, string scenario) =>
        Assert.Single(await rig.Ground.Kubectl.ListAsync("pods", Cancellation, $"scenario={scenario}"));

    private static string Label(JsonNode pod) => (string)pod["metadata"]!["labels"]!["odagrun.io/job"]!;
}
