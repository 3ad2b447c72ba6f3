using Odagrun.Lab;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Jobs;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>GitLab answers 429, 500, 503, 409, 416, 403 or not at all, in the middle of everything.</summary>
public sealed class GitLabFaultTests
{
    private const string Head =
        $"""
        stages: [first, second]
        default:
          image: IMAGE
        .job:
          stage: first
          script:
        {JobOutput.Script}
        .artifact:
          extends: .job
          artifacts:
            paths: ["*.out"]
          before_script:
            - head -c 100000 /dev/urandom >$CI_JOB_NAME.out

        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Requests_StatesAndLogs_AnsweredWithFaults_EndExactlyOnceWithWholeLogs()
    {
        await using var rig = await StartAsync(GitLabFaults.OfStateAndLog);
        GitLabFaults.OfRequests.ToList().ForEach(rig.Lab.Faults.Add);

        var pipeline = await rig.RunToEndAsync(Head + Jobs(".job", GitLabFaults.OfStateAndLog.Keys), Cancellation);

        await ExactlyOnce.AssertAsync(rig, pipeline);
        Assert.Equal(0, rig.Lab.Faults.Pending);
    }

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Artifacts_AnsweredWithFaults_AreThereOrFailTheirJob()
    {
        await using var rig = await StartAsync(GitLabFaults.OfArtifacts, GitLabFaults.Fatal);

        var pipeline = await rig.RunToEndAsync(
            Head + Jobs(".artifact", GitLabFaults.OfArtifacts.Keys) + Consumers() + Refused(), Cancellation);

        var refused = pipeline.Job("refused-upload");
        Assert.True(refused is { Status: JobStatus.Failed, FailureReason: "runner_system_failure" }, rig.Story(pipeline));
        await ExactlyOnce.AssertAsync(rig, pipeline with { Jobs = [.. pipeline.Jobs.Where(job => job.Id != refused.Id)] });
        Assert.Equal(0, rig.Lab.Faults.Pending);
    }

    [Fact(Explicit = RigGround.LongRunsAreOnRequest)]
    public async Task Log_GrownTooLargeInTheMiddle_StopsTheJobAndNothingIsSentAfterIt()
    {
        await using var rig = await Rig.StartAsync(
            Cancellation, new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), MaxTraceBytes = 100_000 });

        var pipeline = await rig.RunToEndAsync(
            """
            large:
              image: IMAGE
              script:
                - yes 0123456789012345678901234567890123456789 | head -n 5000
                - sleep 300
              after_script:
                - echo never
            """,
            Cancellation);

        var job = pipeline.Job("large");
        Assert.Equal((JobStatus.Failed, "trace_size_exceeded"), (job.Status, job.FailureReason));
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
        Assert.True(rig.Lab.FindLedger(job.Id) is { Starts: 1, Finals.Count: 0, DuplicateFinals.Count: 0 }, rig.Story(pipeline));
    }

    private static async Task<Rig> StartAsync(params IReadOnlyDictionary<string, LabFault>[] faults)
    {
        var rig = await Rig.StartAsync(
            Cancellation, new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = TimeSpan.FromSeconds(25) },
            limit: 40);
        foreach (var (name, fault) in faults.SelectMany(each => each))
        {
            rig.Lab.Faults.Add(fault with { JobName = name });
        }

        return rig;
    }

    private static string Jobs(string template, IEnumerable<string> names) =>
        string.Concat(names.Select(name => $"{name}:\n  extends: {template}\n"));

    private static string Consumers() =>
        string.Concat(
            GitLabFaults.OfArtifacts.Keys.Select(
                name =>
                    $"consumer-of-{name}:\n  extends: .job\n  stage: second\n  needs: [{name}]\n  before_script:\n    - test $(wc -c <{name}.out) = 100000\n"));

    private static string Refused() => "refused-upload:\n  extends: .artifact\n  allow_failure: true\n";
}
