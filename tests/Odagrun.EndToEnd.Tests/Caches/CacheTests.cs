using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.EndToEnd.Tests.Caches;

/// <summary><c>cache:</c> from one job to the next, in real containers.</summary>
public sealed class CacheTests
{
    private const string Pipeline =
        """
        stages: [fill, use, same]
        default:
          image: IMAGE
          cache:
            key: deps
            paths: [deps/, tools/bin, tracked.txt]
        fill:
          stage: fill
          script:
            - test ! -e deps
            - mkdir -p deps/empty tools
            - echo one > deps/a.txt
            - ln -s a.txt deps/link
            - echo run > tools/bin
            - echo cache > tracked.txt
            - chmod 755 tools/bin
            - touch -d '2020-01-02 03:04:05' deps/a.txt
        use:
          stage: use
          script:
            - test -f README
            - test "$(cat tracked.txt)" = cache
            - test "$(cat deps/a.txt)" = one
            - test "$(readlink deps/link)" = a.txt
            - test -d deps/empty
            - test -x tools/bin
            - test "$(stat -c %Y deps/a.txt)" = "$(date -d '2020-01-02 03:04:05' +%s)"
            - echo two > deps/b.txt
            - chmod 700 deps/a.txt
            - rm deps/link
        same:
          stage: same
          script:
            - test "$(cat deps/b.txt)" = two
            - test ! -e deps/link
        """;

    private static readonly Dictionary<string, string> Files = new() { ["README"] = "hello\n", ["tracked.txt"] = "commit\n" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cache_OfEarlierJob_IsThereWhenThePodStarts()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(Pipeline, Cancellation, Files);

        AssertGreen(rig, pipeline);
        Assert.Contains("cache deps-0-protected: nothing is stored yet", rig.Trace(pipeline, "fill"), StringComparison.Ordinal);
        Assert.Contains("in the job's image, nothing to fetch", rig.Trace(pipeline, "use"), StringComparison.Ordinal);
        Assert.Contains("unchanged; nothing is stored", rig.Trace(pipeline, "same"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cache_DeliveredByDownload_IsTheSame()
    {
        await using var rig = await Rig.StartAsync(
            Cancellation, settings: new Dictionary<string, string> { ["Odagrun__Caches__Delivery"] = "download" });

        var pipeline = await rig.RunToEndAsync(Pipeline, Cancellation, Files);

        AssertGreen(rig, pipeline);
        Assert.Contains("; fetched in ", rig.Trace(pipeline, "use"), StringComparison.Ordinal);
        Assert.Contains("unchanged; nothing is stored", rig.Trace(pipeline, "same"), StringComparison.Ordinal);
    }

    private static void AssertGreen(Rig rig, PipelineView pipeline) =>
        Assert.All(pipeline.Jobs, job => Assert.True(job.Status == JobStatus.Success, rig.Story(pipeline)));
}
