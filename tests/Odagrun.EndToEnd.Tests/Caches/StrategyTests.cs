using Odagrun.Lab.Jobs;

namespace Odagrun.EndToEnd.Tests.Caches;

/// <summary>All strategies of work spaces and git caches: three stages of four jobs each, on two branches at once.</summary>
public sealed class StrategyTests
{
    // Of each letter a work space of its own; which is pushed, changed, used and deleted differs.
    private const string Pipeline =
        """
        stages: [fill, use, check]
        default:
          image: IMAGE
        fill-a:
          stage: fill
          variables: {GIT_CACHE_STRATEGY: push-pull, WORK_SPACES: "[{name: a, scope: branch, path: ws/, strategy: push}]"}
          script: [test ! -e ws, mkdir ws, echo "a $CI_COMMIT_REF_NAME" > ws/a]
        fill-b:
          stage: fill
          variables: {GIT_CACHE_STRATEGY: push, WORK_SPACES: "[{name: b, scope: pipeline, path: ws/, strategy: push-pull, environment: [FROM]}]"}
          script: [mkdir ws, echo "b $CI_COMMIT_REF_NAME" > ws/b, echo "FROM=b on $CI_COMMIT_REF_NAME" >> "$GITLAB_ENV"]
        fill-c:
          stage: fill
          variables: {GIT_CACHE_STRATEGY: pull, WORK_SPACES: "[{name: c, key: $CI_COMMIT_REF_SLUG, path: [ws/c], strategy: push-pull}]"}
          script: [mkdir ws, echo "c $CI_COMMIT_REF_NAME" > ws/c]
        fill-d:
          stage: fill
          variables: {WORK_SPACES: "[{name: d, scope: branch, path: ws/, strategy: push, threshold: {method: always}}]"}
          script: [mkdir ws, echo d > ws/d]
        use-a:
          stage: use
          variables: {GIT_CACHE_STRATEGY: pull, WORK_SPACES: "[{name: a, scope: branch, path: ws/, strategy: pull, mandatory: true}]"}
          script: ['test "$(cat ws/a)" = "a $CI_COMMIT_REF_NAME"', echo changed > ws/a, test -f README]
        use-b:
          stage: use
          variables: {GIT_CACHE_STRATEGY: push-pull, WORK_SPACES: "[{name: b, scope: pipeline, path: ws/, environment: [FROM]}]"}
          script: ['test "$(cat ws/b)" = "b $CI_COMMIT_REF_NAME"', 'test "$FROM" = "b on $CI_COMMIT_REF_NAME"', echo more > ws/more, rm ws/b]
        use-c:
          stage: use
          variables: {WORK_SPACES: "[{name: c, key: $CI_COMMIT_REF_SLUG, strategy: pull-clean}]"}
          script: ['test "$(cat ws/c)" = "c $CI_COMMIT_REF_NAME"']
        use-d:
          stage: use
          variables: {WORK_SPACES: "[{name: d, scope: branch, strategy: clean}]"}
          script: [test ! -e ws]
        check-a:
          stage: check
          variables: {GIT_CACHE_STRATEGY: pull, WORK_SPACES: "[{name: a, scope: branch, path: ws/, strategy: pull}]"}
          script: ['test "$(cat ws/a)" = "a $CI_COMMIT_REF_NAME"']
        check-b:
          stage: check
          variables: {GIT_CACHE_STRATEGY: pull-clean, WORK_SPACES: "[{name: b, scope: pipeline, strategy: pull}]"}
          script: [test "$(cat ws/more)" = more, test ! -e ws/b]
        check-c:
          stage: check
          variables: {WORK_SPACES: "[{name: c, key: $CI_COMMIT_REF_SLUG, strategy: pull}]"}
          script: [test ! -e ws]
        check-d:
          stage: check
          variables: {GIT_CACHE_STRATEGY: clean, WORK_SPACES: "[{name: d, scope: branch, strategy: pull}]"}
          script: [test ! -e ws]
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipelines_OnTwoBranches_SeeTheirOwnAndWhatTheStrategiesLeave()
    {
        await using var rig = await Rig.StartAsync(Cancellation);
        var files = new Dictionary<string, string?>
        {
            ["README"] = "hello\n",
            [".gitlab-ci.yml"] = Pipeline.Replace("IMAGE", rig.Image, StringComparison.Ordinal),
        };
        await rig.Lab.CreateProjectAsync(Rig.Project, files!, Cancellation);
        await rig.Lab.CommitAsync(Rig.Project, files, "Branch", "feature", Cancellation);

        var main = await rig.Lab.CreatePipelineAsync(Rig.Project, "main", Cancellation);
        var feature = await rig.Lab.CreatePipelineAsync(Rig.Project, "feature", Cancellation);

        foreach (var pipeline in new[] { await rig.WaitAsync(main, Cancellation, 4), await rig.WaitAsync(feature, Cancellation, 4) })
        {
            Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline)));
            Assert.Contains($"git cache of {pipeline.Ref}: ", rig.Trace(pipeline, "use-a"), StringComparison.Ordinal);
            Assert.Contains("it holds this commit already", rig.Trace(pipeline, "use-b"), StringComparison.Ordinal);
            Assert.Contains("work space c: deleted", rig.Trace(pipeline, "use-c"), StringComparison.Ordinal);
            Assert.Contains("work space d: deleted", rig.Trace(pipeline, "use-d"), StringComparison.Ordinal);
            Assert.Contains("work space d: nothing is stored yet", rig.Trace(pipeline, "check-d"), StringComparison.Ordinal);
        }
    }
}
