using Odagrun.Lab.Jobs;

namespace Odagrun.EndToEnd.Tests;

public sealed class PipelineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_WithArtifactsBetweenStages_GoesGreenAndRunsEachJobOnce()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(
            """
            stages: [build, test]
            default:
              image: IMAGE
            build:
              stage: build
              script:
                - cat greeting.txt > out.txt
                - id -u
              artifacts:
                paths: [out.txt]
            test:
              stage: test
              script:
                - grep hello out.txt
                - test "$(id -u)" != 0
              after_script:
                - echo "ended with $CI_JOB_STATUS"
            """,
            Cancellation,
            new Dictionary<string, string> { ["greeting.txt"] = "hello\n" });

        Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline)));
        Assert.All(pipeline.Jobs, job => Assert.True(rig.Lab.FindLedger(job.Id)!.RanExactlyOnce));
        Assert.Contains("ended with success", rig.Trace(pipeline, "test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ThatFails_FailsTheJobWithItsExitCode()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(
            """
            fails:
              image: IMAGE
              script:
                - echo before
                - exit 7
                - echo never
            """,
            Cancellation);

        var job = pipeline.Job("fails");
        Assert.Equal(("script_failure", 7), (job.FailureReason, job.ExitCode));
        Assert.DoesNotContain("\nnever", rig.Trace(pipeline, "fails"), StringComparison.Ordinal);
    }
}
