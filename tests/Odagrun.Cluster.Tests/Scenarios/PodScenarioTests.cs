using Odagrun.EndToEnd.Tests.BadInput;
using Odagrun.Lab.Jobs;

namespace Odagrun.Cluster.Tests.Scenarios;

/// <summary>How jobs run and end in pods: GitLab Runner's list of what a cluster executor must do.</summary>
[Collection(nameof(ScenarioRig))]
public sealed class PodScenarioTests(ScenarioRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Job_OfEachKind_EndsAsItShouldAndSaysWhy()
    {
        var rig = shared.Rig;

        var pipeline = await rig.RunToEndAsync(
            """
            .job: { image: IMAGE, variables: { GIT_STRATEGY: none } }
            steps: { extends: .job, before_script: [echo before >steps.txt], script: [echo script >>steps.txt, cat steps.txt], after_script: [echo "after $CI_JOB_STATUS", cat steps.txt] }
            timeout: { extends: .job, timeout: 3s, script: [echo begun, sleep 300, echo never] }
            long: { extends: .job, script: ["i=0; while [ $i -lt 200 ]; do seq -w 1 1000; i=$((i+1)); done", echo the-last-line] }
            stdin: { extends: .job, script: ['if read line; then echo "read $line"; else echo closed; fi'] }
            background: { extends: .job, script: ["sleep 600 & echo left-behind"] }
            memory: { extends: .job, variables: { KUBERNETES_MEMORY_LIMIT: 128Mi }, script: [echo begun, tail /dev/zero, echo never] }
            restricted:
              extends: .job
              script:
                - test "$(id -u)" = 1001 && test "$(id -g)" = 0
                - test ! -e /var/run/secrets/kubernetes.io
                - "grep -q 'CapEff:.0000000000000000' /proc/self/status"
                - "grep -q 'NoNewPrivs:.1' /proc/self/status"
                - test -z "$ODAGRUN_JOB_KEY"
                - touch here
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "steps", "\nbefore\nscript\n", "\nafter success\n");
        rig.AssertFailed(pipeline, "timeout", "job_execution_timeout", "execution took longer than 3s");
        Assert.DoesNotContain("\nnever", rig.Log(pipeline, "timeout"), StringComparison.Ordinal);
        rig.AssertGreen(pipeline, "long", "\nthe-last-line\n");
        Assert.InRange(rig.Lab.FindJob(pipeline.Job("long").Id)!.TraceBytes, 2_000_000, 20_000_000);
        rig.AssertGreen(pipeline, "stdin", "\nclosed\n");
        rig.AssertGreen(pipeline, "background", "\nleft-behind\n");
        rig.AssertFailed(
            pipeline, "memory", "script_failure", "exit code 137", "for lack of memory: its limit is 128 MiB, the most it used was 1");
        rig.AssertGreen(pipeline, "restricted");
        Assert.All(pipeline.Jobs, job => Assert.True(rig.Lab.FindLedger(job.Id)!.RanExactlyOnce, rig.Story(pipeline)));
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
    }

    [Fact]
    public async Task Wish_OfAJob_IsObeyedRefusedOrIgnoredAndTheLogSaysSo()
    {
        var rig = shared.Rig;

        var pipeline = await rig.RunToEndAsync(
            """
            .job: { image: IMAGE, script: [echo fine] }
            obeyed: { extends: .job, variables: { KUBERNETES_CPU_REQUEST: 10m, KUBERNETES_POD_LABELS_1: scenario=obeyed } }
            ignored: { extends: .job, variables: { KUBERNETES_CPU_LIMIT: "1", KUBERNETES_NAMESPACE_OVERWRITE: kube-system } }
            greedy: { extends: .job, variables: { KUBERNETES_CPU_REQUEST: "65" } }
            foreign: { extends: .job, variables: { KUBERNETES_POD_LABELS_1: team=core } }
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "obeyed", "the job's CPU request is 10m, as KUBERNETES_CPU_REQUEST asks.",
            "the pod's label 'scenario' is 'obeyed', as KUBERNETES_POD_LABELS_1 asks.");
        rig.AssertGreen(pipeline, "ignored", "KUBERNETES_CPU_LIMIT is ignored: the runner does not allow it",
            "KUBERNETES_NAMESPACE_OVERWRITE is ignored: all jobs of this runner run in one namespace.");
        rig.AssertFailed(pipeline, "greedy", "runner_configuration_error", "KUBERNETES_CPU_REQUEST is '65', more than the runner allows");
        rig.AssertFailed(
            pipeline, "foreign", "runner_configuration_error", "KUBERNETES_POD_LABELS_1 is 'team=core', which the runner does not allow");
    }

    [Fact]
    public async Task Job_ThatNoNodeHasRoomFor_SaysSoInItsLogAndIsGoneWhenItIsCanceled()
    {
        var rig = shared.Rig;
        var pipeline = await rig.RunAsync(
            "huge: { image: IMAGE, script: [echo never], variables: { KUBERNETES_CPU_REQUEST: '63' } }", Cancellation);
        var job = Assert.Single(pipeline.Jobs);

        await ClusterWait.UntilAsync(
            () => Task.FromResult(rig.Lab.Trace(job.Id).Contains(
                "waiting for a node: none of 1 nodes fits now (1 with too little cpu free)", StringComparison.Ordinal)), Cancellation);
        Assert.True(rig.Lab.CancelJob(job.Id));

        Assert.Empty(await rig.LeftoversAsync(Cancellation));
        Assert.Equal((JobStatus.Canceled, 0), (rig.Lab.FindJob(job.Id)!.Status, rig.Lab.FindLedger(job.Id)!.Starts));
    }
}
