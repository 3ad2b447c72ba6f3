using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Following;

namespace Odagrun.Kubernetes.Tests.Following;

public sealed class StatusReaderTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 10, TimeSpan.Zero));
    private readonly StatusReader _reader;

    public StatusReaderTests() => _reader = new StatusReader(new PullFailures(_clock), _clock);

    [Fact]
    public void Read_TerminationMessage_IsTheExecutorsWord()
    {
        var pod = PodSample.Terminated(
            """{"exitCode":1,"reason":"Error","message":"{\"reported\":true,\"state\":\"failed\",\"exitCode\":3}","finishedAt":"2026-01-01T00:00:05Z"}""");

        var status = _reader.Read(PodSample.View(pod)).Status;

        Assert.Equal(PodPhase.Finished, status.Phase);
        Assert.True(status.Termination!.Reported);
        Assert.Null(status.Failure);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 5, TimeSpan.Zero), status.FinishedAt);
    }

    [Theory]
    [InlineData("""{"exitCode":137,"reason":"OOMKilled"}""", PodFailure.OutOfMemory, "killed for lack of memory: the limit is 64 MiB")]
    [InlineData("""{"exitCode":137,"reason":"Error"}""", PodFailure.Killed, "the executor was killed by signal 9 (SIGKILL)")]
    [InlineData("""{"exitCode":2,"reason":"Error","message":"{broken"}""", PodFailure.ExecutorCrashed,
        "the executor ended with exit code 2 and left no word")]
    [InlineData(
        """{"exitCode":0,"reason":"Completed"}""", PodFailure.ExecutorCrashed, "the executor ended with exit code 0 and left no word")]
    [InlineData(
        """{"exitCode":128,"reason":"StartError","message":"failed to create containerd task: exec: \"/x\": stat /x:\n no such file"}""",
        PodFailure.StartError,
        "the container runtime says: failed to create containerd task: exec: \"/x\": stat /x: no such file")]
    [InlineData("""{"exitCode":137,"reason":"ContainerStatusUnknown"}""", PodFailure.NodeLost,
        "node node-0 lost track of the container, most likely in a restart")]
    public void Read_ContainerEnded_SaysWhy(string state, PodFailure failure, string message)
    {
        var pod = PodSample.Terminated(
            state, spec: """{"containers":[{"name":"executor","image":"r/i:1","resources":{"limits":{"memory":"64Mi"}}}]}""");

        var status = _reader.Read(PodSample.View(pod)).Status;

        Assert.Equal((failure, message), (status.Failure, status.Message));
    }

    [Theory]
    [InlineData(
        """{"phase":"Failed","reason":"Evicted","message":"The node was low on resource: memory."}""",
        PodFailure.Evicted,
        "node node-0 evicted the pod: The node was low on resource: memory.")]
    [InlineData("""{"phase":"Failed","reason":"DeadlineExceeded"}""", PodFailure.DeadlineExceeded,
        "the pod was ended after 00:01:30, longer than its job may take")]
    [InlineData("""{"phase":"Failed","reason":"NodeShutdown","message":"Node is shutting down"}""", PodFailure.NodeLost,
        "node node-0 was shut down: Node is shutting down")]
    [InlineData(
        """{"phase":"Failed","reason":"OutOfcpu","message":"Node didn't have enough resource: cpu"}""",
        PodFailure.StartError,
        "the node refused the pod (OutOfcpu): Node didn't have enough resource: cpu")]
    [InlineData(
        """{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"PreemptionByScheduler","message":"for ci/big"}]}""",
        PodFailure.Preempted,
        "the scheduler took its place on node node-0: for ci/big")]
    [InlineData(
        """{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"EvictionByEvictionAPI","message":"Eviction API: evicting"}]}""",
        PodFailure.Evicted,
        "node node-0 is drained, or somebody evicted the pod: Eviction API: evicting")]
    [InlineData(
        """{"phase":"Failed","conditions":[{"type":"DisruptionTarget","status":"True","reason":"DeletionByPodGC","message":"PodGC: node no longer exists"}]}""",
        PodFailure.NodeLost,
        "node node-0 is no longer there: PodGC: node no longer exists")]
    public void Read_ClusterEndedThePod_SaysWhy(string podStatus, PodFailure failure, string message)
    {
        var status = _reader.Read(PodSample.View(PodSample.Of(podStatus))).Status;

        Assert.Equal((PodPhase.Finished, failure, message), (status.Phase, status.Failure, status.Message));
    }

    [Fact]
    public void Read_KilledByTheDeadline_IsNotKilledByAnybody()
    {
        var pod = PodSample.Terminated("""{"exitCode":137,"reason":"Error"}""", more: ",\"reason\":\"DeadlineExceeded\"");

        Assert.Equal(PodFailure.DeadlineExceeded, _reader.Read(PodSample.View(pod)).Status.Failure);
    }

    [Fact]
    public void Read_DeletedWhileItRan_IsDeleted()
    {
        var running = PodSample.Of(
            """{"phase":"Running","containerStatuses":[{"name":"executor","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}""");
        var killed = PodSample.Terminated("""{"exitCode":143,"reason":"Error"}""", """{"deletionTimestamp":"2026-01-01T00:00:30Z"}""");

        Assert.Equal(PodFailure.Deleted, _reader.Read(PodSample.View(running, podIsGone: true)).Status.Failure);
        Assert.Equal(PodFailure.Deleted, _reader.Read(PodSample.View(killed)).Status.Failure);
    }

    [Fact]
    public void Read_DeletedAndNodeSilent_IsLostAfterItsGrace()
    {
        var pod = PodSample.Of(
            """{"phase":"Running","containerStatuses":[{"name":"executor","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}}]}""",
            """{"deletionTimestamp":"2026-01-01T00:00:20Z"}""");

        var before = _reader.Read(PodSample.View(pod));
        _clock.Advance(before.LookAgain!.Value);

        Assert.Equal(PodPhase.Running, before.Status.Phase);
        Assert.Equal(PodFailure.NodeLost, _reader.Read(PodSample.View(pod)).Status.Failure);
    }

    [Fact]
    public void Read_ServiceStillRuns_TheExecutorsEndCounts()
    {
        var pod = PodSample.Of("""
            {"phase":"Running","containerStatuses":[
              {"name":"db","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{}}},
              {"name":"executor","image":"i","imageID":"","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"message":"{\"reported\":true,\"state\":\"success\"}"}}}]}
            """);

        Assert.Equal(PodPhase.Finished, _reader.Read(PodSample.View(pod)).Status.Phase);
    }

    [Fact]
    public void Read_SecondPodOfAJob_TheFirstCounts()
    {
        var first = PodSample.Terminated("""{"exitCode":137,"reason":"OOMKilled"}""");
        var second = PodSample.Of(
            """{"phase":"Pending"}""", """{"name":"odagrun-a-1-aaaaa","uid":"2","creationTimestamp":"2026-01-01T00:00:09Z"}""");
        var view = new JobView(new(PodSample.Job()), [new(second), new(first)], []);

        Assert.Equal(PodFailure.OutOfMemory, _reader.Read(view).Status.Failure);
    }

    [Fact]
    public void Read_Nothing_IsNotFound() =>
        Assert.Equal(PodPhase.NotFound, _reader.Read(new JobView(null, [], [])).Status.Phase);

    [Theory]
    [InlineData("InvalidImageName", "couldn't parse", PodFailure.ImageInvalid)]
    [InlineData("ErrImageNeverPull", "not present with pull policy of Never", PodFailure.ImageNotFound)]
    [InlineData("CreateContainerConfigError", "container has runAsNonRoot and image will run as root", PodFailure.Configuration)]
    public void Read_WaitsForWhatNeverComes_FailsAtOnce(string reason, string message, PodFailure failure) =>
        Assert.Equal(failure, _reader.Read(PodSample.View(PodSample.Waiting(reason, message))).Status.Failure);

    [Theory]
    [InlineData("CreateContainerConfigError", "secret \"odagrun-a-1\" not found", PodFailure.Configuration)]
    [InlineData("CreateContainerError", "failed to reserve container name", PodFailure.StartError)]
    public void Read_WaitsForWhatMayCome_FailsAfterAWhile(string reason, string message, PodFailure failure)
    {
        var pod = PodSample.Waiting(reason, message);

        var before = _reader.Read(PodSample.View(pod));
        _clock.Advance(before.LookAgain!.Value);

        Assert.Contains(message, before.Status.Progress, StringComparison.Ordinal);
        Assert.Equal(failure, _reader.Read(PodSample.View(pod)).Status.Failure);
    }

    [Theory]
    [InlineData("failed to resolve reference \"r/i:1\": r/i:1: not found", PodFailure.ImageNotFound)]
    [InlineData("reading manifest 1 in r/i: manifest unknown", PodFailure.ImageNotFound)]
    [InlineData(
        "pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials",
        PodFailure.ImageDenied)]
    [InlineData("unexpected status code [manifests 1]: 401 Unauthorized", PodFailure.ImageDenied)]
    [InlineData("no match for platform in manifest", PodFailure.ImageInvalid)]
    [InlineData("write /var/lib/x: no space left on device", PodFailure.DiskFull)]
    public void Read_PullFailsASecondTime_IsFinal(string cause, PodFailure failure)
    {
        var attempt = PodSample.Waiting("ErrImagePull", "rpc error: " + cause);
        var pause = PodSample.Waiting("ImagePullBackOff", "Back-off pulling image \"r/i:1\"");

        var first = _reader.Read(PodSample.View(attempt)).Status;
        var paused = _reader.Read(PodSample.View(pause)).Status;
        var second = _reader.Read(PodSample.View(attempt)).Status;

        Assert.Equal((PodPhase.Pending, PodPhase.Pending), (first.Phase, paused.Phase));
        Assert.Equal($"the image can't be pulled yet: image r/i:1: rpc error: {cause}", paused.Progress);
        Assert.Equal((failure, $"image r/i:1: rpc error: {cause}"), (second.Failure, second.Message));
    }

    [Fact]
    public void Read_RegistryOutOfReach_WaitsLonger()
    {
        var attempt = PodSample.Waiting("ErrImagePull", "dial tcp 10.0.0.1:5000: connect: connection refused");
        var pause = PodSample.Waiting("ImagePullBackOff", "Back-off pulling image \"r/i:1\"");
        _reader.Read(PodSample.View(attempt));
        _reader.Read(PodSample.View(pause));

        var again = _reader.Read(PodSample.View(attempt));
        _clock.Advance(again.LookAgain!.Value);

        Assert.Equal(PodPhase.Pending, again.Status.Phase);
        Assert.Equal(PodFailure.ImageUnreachable, _reader.Read(PodSample.View(pause)).Status.Failure);
    }

    [Fact]
    public void Read_PullFailedBeforeAnybodyLooked_TakesTheCauseFromEvents()
    {
        var pause = PodSample.Waiting("ImagePullBackOff", "Back-off pulling image \"r/i:1\"");
        Corev1Event[] events =
        [
            PodSample.Event(PodSample.Uid, "Failed", "Failed to pull image \"r/i:1\": rpc error: not found", 1),
            PodSample.Event(PodSample.Uid, "Failed", "Error: ErrImagePull", 2),
        ];

        var first = _reader.Read(PodSample.View(pause, events: events));
        _clock.Advance(first.LookAgain!.Value);

        Assert.Equal(PodFailure.ImageNotFound, _reader.Read(PodSample.View(pause)).Status.Failure);
    }

    [Theory]
    [InlineData(
        "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had taint {gpu: true}, that the pod didn't tolerate.",
        "waiting for a node: none of 3 nodes fits now (1 with too little cpu free, 2 with a taint that the pod does not tolerate (gpu: true))")]
    [InlineData(
        "0/2 nodes are available: 1 Too many pods, 1 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 No preemption victims.",
        "waiting for a node: none of 2 nodes fits now (1 with as many pods as a node takes, 1 not matching the pod's node selector or affinity)")]
    [InlineData("no nodes available to schedule pods", "waiting for a node: no nodes available to schedule pods")]
    public void Read_Unschedulable_SaysWhyInPlainWords(string message, string progress)
    {
        var pod = PodSample.Of("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}""",
            spec: """{"nodeName":null}""");
        pod.Status.Conditions[0].Message = message;

        Assert.Equal(progress, _reader.Read(PodSample.View(pod)).Status.Progress);
    }

    [Theory]
    [InlineData("Pulling", "Pulling image \"r/i:1\"", "node node-0 pulls image r/i:1")]
    [InlineData("Pulled", "Successfully pulled image \"r/i:1\" in 1.2s (1.3s including waiting). Image size: 52428800 bytes.",
        "node node-0 pulled the image (50 MiB) in 1.2s")]
    [InlineData("Pulled", "Successfully pulled image \"r/i:1\" in 31.5ms", "node node-0 pulled the image in 31.5ms")]
    [InlineData("Pulled", "Container image \"r/i:1\" already present on machine", "node node-0 has the image")]
    [InlineData("FailedMount", "MountVolume.SetUp failed for volume \"v\" : mount failed: exit status 32",
        "node node-0 waits for a volume: MountVolume.SetUp failed for volume \"v\" : mount failed: exit status 32")]
    [InlineData("Other", "what", "scheduled on node node-0")]
    public void Read_OnItsNode_SaysWhatTheNodeDoes(string reason, string message, string progress)
    {
        var pod = PodSample.Waiting("ContainerCreating", "");

        Assert.Equal(progress, _reader.Read(PodSample.View(pod, events: PodSample.Event(PodSample.Uid, reason, message))).Status.Progress);
    }

    [Theory]
    [InlineData(
        "pods \"odagrun-a-1-x\" is forbidden: exceeded quota: q, requested: limits.memory=1Gi, used: limits.memory=3584Mi, limited: limits.memory=4Gi",
        null,
        "waiting for room in quota 'q': the pod needs limits.memory=1Gi, of limits.memory=4Gi are used limits.memory=3584Mi")]
    [InlineData("pods \"x\" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi", PodFailure.Configuration, null)]
    [InlineData("pods \"x\" is forbidden: violates PodSecurity \"restricted:latest\": privileged", PodFailure.Refused, null)]
    [InlineData("admission webhook \"policy.example\" denied the request: no", PodFailure.Refused, null)]
    public void Read_PodRefused_SaysWhetherItMayComeYet(string message, PodFailure? failure, string? progress)
    {
        var status = _reader.Read(
            PodSample.View(null, events: PodSample.Event("job-uid", "FailedCreate", "Error creating: " + message))).Status;

        Assert.Equal(failure, status.Failure);
        Assert.Equal(progress, status.Progress);
    }

    [Theory]
    [InlineData("MountVolume.SetUp failed for volume \"odagrun-job\" : secret \"odagrun-a-1\" not found",
        "the pod mounts the Secret 'odagrun-a-1', which namespace ci does not have")]
    [InlineData("MountVolume.SetUp failed for volume \"certs\" : configmap \"ca\" not found",
        "the pod mounts the ConfigMap 'ca', which namespace ci does not have")]
    public void Read_PodThatMountsWhatIsNotThere_FailsWhenItHadTheTimeToAppear(string said, string sentence)
    {
        var pod = PodSample.Of(
            """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}]}""",
            spec: """{"nodeName":"node-0"}""");
        pod.Metadata.NamespaceProperty = "ci";
        var view = PodSample.View(pod, null, false, PodSample.Event(PodSample.Uid, "FailedMount", said, 5));

        var early = _reader.Read(view);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var late = _reader.Read(view).Status;

        Assert.Equal((PodPhase.Pending, $"the container can't be started yet: {sentence}"), (early.Status.Phase, early.Status.Progress));
        Assert.Equal(TimeSpan.FromSeconds(20), early.LookAgain);
        Assert.Equal((PodFailure.Configuration, sentence), (late.Failure, late.Message));
    }

    [Theory]
    [InlineData("Preempted", "Preempted by prod/web on node node-0", PodFailure.Preempted)]
    [InlineData("TaintManagerEviction", "Marking for deletion Pod ci/odagrun-a-1-x7k2p", PodFailure.NodeLost)]
    [InlineData("TaintManagerEviction", "Cancelling deletion of Pod ci/odagrun-a-1-x7k2p", null)]
    [InlineData("Evicted", "Pod ephemeral local storage usage exceeds the total limit", PodFailure.Evicted)]
    [InlineData("Killing", "Stopping container executor", null)]
    public void ByEvents_OfADeletedPod_TellsWhoDidIt(string reason, string said, object? failure)
    {
        var pod = PodSample.Of("""{"phase":"Running"}""");

        var found = Disruptions.ByEvents(
            pod, [PodSample.Event(PodSample.Uid, "Started", "Started container", 1), PodSample.Event(PodSample.Uid, reason, said, 2)]);

        Assert.Equal(failure, found?.Failure);
        Assert.Equal(failure is not null, found?.Message.EndsWith(said, StringComparison.Ordinal) == true);
    }
}
