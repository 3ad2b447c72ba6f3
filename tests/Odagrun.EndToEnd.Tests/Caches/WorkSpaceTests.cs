using Odagrun.Lab.Jobs;

namespace Odagrun.EndToEnd.Tests.Caches;

/// <summary>WORK_SPACES and GIT_CACHE_STRATEGY from stage to stage, in real containers.</summary>
public sealed class WorkSpaceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkSpaceAndGitCache_OfEarlierStage_AreThereWhenThePodStarts()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(
            """
            stages: [fill, use, same]
            default:
              image: IMAGE
            variables:
              GIT_CACHE_STRATEGY: push-pull
              WORK_SPACES: |
                - name: packages
                  scope: branch
                  path: [repo/]
                  environment: [REPO_VERSION]
                  threshold: {method: file_count, path: "repo/*.deb"}
            fill:
              stage: fill
              script:
                - mkdir -p repo
                - echo deb > repo/a.deb
                - echo REPO_VERSION=17 >> "$GITLAB_ENV"
            use:
              stage: use
              script:
                - test -f repo/a.deb
                - test "$REPO_VERSION" = 17
                - echo more > repo/notes.txt
            same:
              stage: same
              script:
                - test ! -e repo/notes.txt
            """,
            Cancellation);

        Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline)));
        Assert.Contains("in the job's image, nothing to fetch", rig.Trace(pipeline, "use"), StringComparison.Ordinal);
        Assert.Contains("1 files, 1 before; nothing is stored", rig.Trace(pipeline, "use"), StringComparison.Ordinal);
        Assert.Contains("git cache of main: 1 layer", rig.Trace(pipeline, "use"), StringComparison.Ordinal);
        Assert.Contains("it holds this commit already", rig.Trace(pipeline, "same"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkSpace_MandatoryAndMissing_FailsTheJobBeforeItsScript()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(
            """
            needs-it:
              image: IMAGE
              variables:
                WORK_SPACES: "[{name: toolchain, path: tools/, strategy: pull, mandatory: true}]"
              script:
                - echo the script ran
            """,
            Cancellation);

        Assert.Equal(JobStatus.Failed, pipeline.Job("needs-it").Status);
        Assert.Contains("work space toolchain is mandatory", rig.Trace(pipeline, "needs-it"), StringComparison.Ordinal);
        Assert.DoesNotContain("\nthe script ran", rig.Trace(pipeline, "needs-it"), StringComparison.Ordinal);
    }
}
