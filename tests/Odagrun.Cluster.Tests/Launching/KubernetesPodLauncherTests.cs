using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;

namespace Odagrun.Cluster.Tests.Launching;

/// <summary>Pods by the real API server, controllers, scheduler and kubelet, with the rights of keda/base/rbac.</summary>
public sealed class KubernetesPodLauncherTests
{
    private const string Reports = """echo '{"reported":true,"state":"success","exitCode":0}' > /dev/termination-log""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_Succeeds_LeavesItsWordAndNothingElse()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var job = await rig.StartAsync(1, "test -s /.odagrun/job/envelope && test -n \"$ODAGRUN_JOB_KEY\" && " + Reports, Cancelled);

        var (end, progress) = await rig.FollowAsync(job, Cancelled);
        var listed = await rig.Launcher.ListAsync(Cancelled);
        await rig.Launcher.DeleteAsync(job, failed: false, Cancelled);
        await rig.Launcher.DeleteAsync(job, failed: false, Cancelled);

        Assert.True(end is { Phase: PodPhase.Finished, ExitCode: 0, Termination.Reported: true, StartedAt: not null, FinishedAt: not null },
            end.ToString());
        Assert.Contains(progress, sentence => sentence.Contains("node", StringComparison.Ordinal));
        Assert.Equal([job], listed);
        Assert.Equal(PodPhase.NotFound, (await rig.Launcher.GetAsync(job, Cancelled)).Phase);
        Assert.Empty(await rig.Launcher.ListAsync(Cancelled));
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Start_ASecondTime_FindsWhatIsThere()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var request = await rig.RequestAsync(1, await rig.ImageAsync("sleep 60", Cancelled), Cancelled);

        var first = await rig.Launcher.StartAsync(request, Cancelled);
        var second = await rig.Launcher.StartAsync(request, Cancelled);

        Assert.Equal((PodStartResult.Started, PodStartResult.AlreadyThere), (first.Result, second.Result));
        Assert.Equal(first.PodId, second.PodId);
        Assert.Single(await rig.Place.Kubectl.ListAsync("jobs", Cancelled));
    }

    [Theory]
    [InlineData("exit 3", 3, PodFailure.ExecutorCrashed)]
    [InlineData("exit 137", 137, PodFailure.Killed)]
    public async Task Job_EndsWithoutAWord_IsClassified(string script, int exitCode, PodFailure failure)
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var job = await rig.StartAsync(1, script, Cancelled);

        var (end, _) = await rig.FollowAsync(job, Cancelled);

        Assert.Equal((exitCode, failure), (end.ExitCode, end.Failure!.Value));
    }

    [Fact]
    public async Task Job_ImageIsMissing_FailsWithItsName()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var image = ImageReference.Parse($"{rig.Cluster.RegistryHost}/test/no-such-image:1");
        var request = await rig.RequestAsync(1, image, Cancelled);
        await rig.Launcher.StartAsync(request, Cancelled);

        var (end, progress) = await rig.FollowAsync(request.Job, Cancelled);

        Assert.Equal(PodFailure.ImageNotFound, end.Failure);
        Assert.Contains(image.ToString(), end.Message, StringComparison.Ordinal);
        Assert.Contains(progress, sentence => sentence.StartsWith("the image can't be pulled yet", StringComparison.Ordinal));
        await rig.Launcher.DeleteAsync(request.Job, failed: true, Cancelled);
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Job_TakesMoreMemoryThanItsLimit_IsOutOfMemory()
    {
        await using var rig = await LauncherRig.CreateAsync(
            Cancelled, ("Odagrun:Pods:Memory", "32Mi"), ("Odagrun:Pods:Sizes:Job:Memory:Limit", "32Mi"));
        var job = await rig.StartAsync(1, "exec tail /dev/zero", Cancelled);

        var (end, _) = await rig.FollowAsync(job, Cancelled);

        Assert.Equal((PodFailure.OutOfMemory, "killed for lack of memory: the limit is 32 MiB"), (end.Failure!.Value, end.Message));
    }

    [Fact]
    public async Task Job_RunsTooLong_IsEndedByItsDeadline()
    {
        await using var rig = await LauncherRig.CreateAsync(
            Cancelled, ("Odagrun:Pods:Life:DeadlineGrace", "00:00:01"), ("Odagrun:Pods:Life:TerminationGrace", "00:00:01"));
        var job = await rig.StartAsync(1, "sleep 600", Cancelled, TimeSpan.FromSeconds(2));

        var (end, _) = await rig.FollowAsync(job, Cancelled);

        Assert.Equal(PodFailure.DeadlineExceeded, end.Failure);
    }

    [Fact]
    public async Task Job_PodDeletedBySomebody_FailsAndRunsNoSecondTime()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled, ("Odagrun:Pods:Life:TerminationGrace", "00:00:02"));
        var job = await rig.StartAsync(1, "sleep 600", Cancelled);
        await rig.BecomesAsync(job, PodPhase.Running, Cancelled);

        var following = rig.FollowAsync(job, Cancelled);
        await rig.Place.Kubectl.RunAsync(["delete", "pods", "--all", "--wait=false"], Cancelled);
        var (end, _) = await following;

        Assert.Equal(PodFailure.Deleted, end.Failure);
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Job_DeletedWhileItRuns_IsGoneWhenThatReturns()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled, ("Odagrun:Pods:Life:TerminationGrace", "00:00:02"));
        var job = await rig.StartAsync(1, "sleep 600", Cancelled);
        await rig.BecomesAsync(job, PodPhase.Running, Cancelled);

        await rig.Launcher.DeleteAsync(job, failed: true, Cancelled);

        Assert.Equal(PodPhase.NotFound, (await rig.Launcher.GetAsync(job, Cancelled)).Phase);
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Job_LargerThanItsQuota_FailsAtOnceWithTheNumbers()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        await rig.Place.Kubectl.ApplyAsync(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: few}
            spec: {hard: {pods: "0"}}
            """, Cancelled);
        var request = await rig.RequestAsync(1, await rig.ImageAsync("true", Cancelled), Cancelled);

        var outcome = await rig.Launcher.StartAsync(request, Cancelled);

        Assert.Equal((PodStartResult.Failed, PodFailure.Configuration), (outcome.Result, outcome.Failure));
        Assert.Equal("the pod needs 1 of pods, and the quota 'few' allows 0 for all pods together", outcome.Message);
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Job_WhoseSecretIsMissing_FailsSoonAndNamesIt()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var (request, _) = LauncherRig.Request(1, await rig.ImageAsync("true", Cancelled));
        await rig.Launcher.StartAsync(request, Cancelled);

        var (end, _) = await rig.FollowAsync(request.Job, Cancelled);

        Assert.Equal(PodFailure.Configuration, end.Failure);
        Assert.Equal($"the pod mounts the Secret 'odagrun-rig-1', which namespace {rig.Place.Name} does not have", end.Message);
    }

    [Fact]
    public async Task Job_WhoseImageItsNodeMayNotPull_IsDenied()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        Assert.SkipUnless(rig.Cluster.IsOwn, "the nodes of the cluster that KUBECONFIG names do not pull from a test's registry");
        await using var closed = await PrivateRegistry.StartAsync(wantsLogin: true, Cancelled, rig.Cluster.Address);
        await rig.Cluster.TrustRegistryAsync(closed.Registry.Host, Cancelled);
        var request = await rig.RequestAsync(1, ImageReference.Parse(closed.Image), Cancelled);
        await rig.Launcher.StartAsync(request, Cancelled);

        var (end, _) = await rig.FollowAsync(request.Job, Cancelled);

        Assert.Equal(PodFailure.ImageDenied, end.Failure);
        Assert.Contains(closed.Image, end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhosePodTheSchedulerPreempts_IsPreemptedAlsoWhereOnlyEventsSaySo()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled, ("Odagrun:Pods:Life:TerminationGrace", "00:00:01"));
        var job = await rig.StartAsync(1, "sleep 600", Cancelled);
        await rig.BecomesAsync(job, PodPhase.Running, Cancelled);
        var pod = (string)(await rig.Place.Kubectl.ListAsync("pods", Cancelled))[0]["metadata"]!["name"]!;
        var uid = (string)(await rig.Place.Kubectl.ListAsync("pods", Cancelled))[0]["metadata"]!["uid"]!;

        await rig.Place.Kubectl.ApplyAsync(
            $$"""
            apiVersion: v1
            kind: Event
            metadata: {name: preempted}
            involvedObject: {kind: Pod, name: {{pod}}, namespace: {{rig.Place.Name}}, uid: {{uid}}}
            reason: Preempted
            message: Preempted by prod/web on node node-0
            type: Normal
            """, Cancelled);
        await rig.Place.Kubectl.RunAsync(["delete", "pods", "--all", "--wait=false"], Cancelled);
        var (end, _) = await rig.FollowAsync(job, Cancelled);

        Assert.Equal(PodFailure.Preempted, end.Failure);
        Assert.EndsWith("Preempted by prod/web on node node-0", end.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_FailedAndKept_StaysForPeopleOnly()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled, ("Odagrun:Pods:Life:KeepFailedPods", "00:00:15"));
        var job = await rig.StartAsync(1, "exit 3", Cancelled);
        await rig.FollowAsync(job, Cancelled);

        await rig.Launcher.DeleteAsync(job, failed: true, Cancelled);
        var kept = await rig.Place.Kubectl.ListAsync("pods", Cancelled);

        Assert.Single(kept);
        Assert.Empty(await rig.Launcher.ListAsync(Cancelled));
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Job_SeenByAnotherProcess_IsFollowedAndRemovedThere()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var job = await rig.StartAsync(1, "sleep 1; " + Reports, Cancelled);
        await using var other = rig.Another();

        var end = await other.Launcher.WaitAsync(job, null, TimeSpan.FromMinutes(1), Cancelled);
        await other.Launcher.DeleteAsync(job, failed: false, Cancelled);

        Assert.True(end.Termination?.Reported, end.ToString());
        await rig.NothingIsLeftAsync(Cancelled);
    }

    [Fact]
    public async Task Jobs_FiftyAtOnce_EndOnceEachWithFewRequests()
    {
        const int Count = 50;
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        var image = await rig.ImageAsync(Reports, Cancelled);
        var requests = new List<PodRequest>();
        for (var job = 1; job <= Count; job++)
        {
            requests.Add(await rig.RequestAsync(job, image, Cancelled));
        }

        var before = await rig.RequestsAsync(Cancelled);
        var ends = await Task.WhenAll(requests.Select(async request =>
        {
            await rig.Launcher.StartAsync(request, Cancelled);
            var end = await rig.Launcher.WaitAsync(request.Job, null, TimeSpan.FromMinutes(5), Cancelled);
            await rig.Launcher.DeleteAsync(request.Job, failed: false, Cancelled);
            return end;
        }));

        Assert.All(ends, end => Assert.True(end.Termination?.Reported, end.ToString()));
        var asked = (await rig.RequestsAsync(Cancelled)).Minus(before);

        // One to make and one to remove each; the rest is asked once for all: versions, quotas, lists, watches.
        if (rig.Cluster.IsOwn)
        {
            Assert.True(asked.Total is >= 2 * Count and <= (2 * Count) + 25, asked.ToString());
        }

        await rig.NothingIsLeftAsync(Cancelled);
    }
}
