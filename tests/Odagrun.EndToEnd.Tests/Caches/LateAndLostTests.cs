using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.EndToEnd.Tests.Caches;

/// <summary>Caches that are stored after the job's result, and caches of which the registry loses a blob.</summary>
public sealed class LateAndLostTests
{
    private const string Pipeline =
        """
        job:
          image: IMAGE
          variables: {ODAGRUN_CACHE_PUSH: WHEN, GIT_CACHE_STRATEGY: push-pull}
          cache: {key: deps, paths: [deps/]}
          script:
            - mkdir -p deps
            - cat /proc/sys/kernel/random/uuid > deps/time
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cache_StoredAfterTheResult_IsThereForTheNextPipelineAndGoesWhenABlobIsLost()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var late = await RunAsync(rig, "after-result");
        Assert.Contains(
            "cache deps-0-protected: is stored after the job's result is reported", rig.Trace(late, "job"), StringComparison.Ordinal);
        Assert.DoesNotContain("stored 1 files", rig.Trace(late, "job"), StringComparison.Ordinal);

        var layer = LayerOf(rig, "cache-");
        var next = await RunAsync(rig, "before-result");
        Assert.Contains("cache deps-0-protected: 1 files", rig.Trace(next, "job"), StringComparison.Ordinal);
        Assert.Contains("git cache of main: 1 layer", rig.Trace(next, "job"), StringComparison.Ordinal);

        Assert.NotEqual(layer, LayerOf(rig, "cache-"));
        layer = LayerOf(rig, "cache-");
        Directory.Delete(BlobOf(rig, layer), recursive: true);
        var lost = await RunAsync(rig, "before-result");
        Assert.Contains("the registry has lost its layer", rig.Trace(lost, "job"), StringComparison.Ordinal);
        Assert.Contains("cache deps-0-protected: stored 1 files", rig.Trace(lost, "job"), StringComparison.Ordinal);

        var again = await RunAsync(rig, "before-result");
        Assert.Contains("in the job's image, nothing to fetch", rig.Trace(again, "job"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CachePush_OfAnotherValue_FailsTheJobWithTheVariablesName()
    {
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(Pipeline.Replace("WHEN", "never", StringComparison.Ordinal), Cancellation);

        Assert.Equal((JobStatus.Failed, "runner_configuration_error"), (pipeline.Job("job").Status, pipeline.Job("job").FailureReason));
        Assert.Contains("ODAGRUN_CACHE_PUSH is 'never'", rig.Trace(pipeline, "job"), StringComparison.Ordinal);
    }

    private static async Task<PipelineView> RunAsync(Rig rig, string when)
    {
        var pipeline = await rig.RunToEndAsync(Pipeline.Replace("WHEN", when, StringComparison.Ordinal), Cancellation);
        Assert.True(pipeline.Job("job").Status == JobStatus.Success, rig.Story(pipeline));

        // The pod's end, which comes after what is stored after the result.
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
        return pipeline;
    }

    // By the registry's own files: which layer stands under the one tag that begins so.
    private static string LayerOf(Rig rig, string tag)
    {
        var tags = new DirectoryInfo(
            Path.Combine(rig.Installation.Registry.DataDirectory, "docker/registry/v2/repositories/odagrun/cache/_manifests/tags"));
        var link = File.ReadAllText(Path.Combine(Assert.Single(tags.GetDirectories(tag + "*")).FullName, "current/link"));
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(BlobOf(rig, link), "data")));
        return Assert.Single(manifest.RootElement.GetProperty("layers").EnumerateArray()).GetProperty("digest").GetString()!;
    }

    private static string BlobOf(Rig rig, string digest)
    {
        var hex = digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        return Path.Combine(rig.Installation.Registry.DataDirectory, "docker/registry/v2/blobs/sha256", hex[..2], hex);
    }
}
