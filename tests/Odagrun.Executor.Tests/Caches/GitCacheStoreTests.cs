using System.Globalization;
using System.Security.Cryptography;
using Odagrun.Caches.Naming;
using Odagrun.Executor.Caches;
using Odagrun.Executor.Caches.Git;
using Odagrun.Executor.Tests.Git;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>The git cache from job to job: thin layers, and one pack in their place when they are many or much.</summary>
public sealed class GitCacheStoreTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_NinthLayer_IsOnePackInPlaceOfAll()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        await using var source = await CheckoutScene.CreateAsync();
        source.Source.Write("large", Convert.ToHexString(RandomNumberGenerator.GetBytes(100_000)));
        await source.Source.CommitAsync("large");
        var layers = new List<int>();
        var logs = new List<string>();
        for (var at = 0; at < 10; at++)
        {
            logs.Add(await RunJobAsync(
                scene, source, await source.Source.CommitFileAsync("file.txt", at.ToString(CultureInfo.InvariantCulture))));
            layers.Add((await FoundAsync(scene)).Layers.Count);
        }

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 1, 2], layers);
        Assert.Equal(8, logs.FindIndex(log => log.Contains("packed anew", StringComparison.Ordinal)));
        Assert.All(logs.Skip(1), log => Assert.Contains("git cache of key", log, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Store_MoreThanTwiceTheBytesOfTheFirst_IsOnePackInPlaceOfAll()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        await using var source = await CheckoutScene.CreateAsync();
        await RunJobAsync(scene, source, await source.Source.CommitFileAsync("file.txt", "small"));
        source.Source.Write("large", Convert.ToHexString(RandomNumberGenerator.GetBytes(100_000)));

        var log = await RunJobAsync(scene, source, await source.Source.CommitAsync("large"));

        Assert.Contains("packed anew", log, StringComparison.Ordinal);
        Assert.Single((await FoundAsync(scene)).Layers);
    }

    private static EnvelopeCache Entry(CacheScene scene)
    {
        var tag = scene.Names.Tag(EnvelopeCacheKind.Git, CacheScene.Owner, CacheScope.Branch);
        return new EnvelopeCache
        {
            Kind = EnvelopeCacheKind.Git,
            Name = "git cache",
            Tag = tag,
            SealKey = scene.Names.SealKey(tag).ToBase64(),
            Pull = true,
        };
    }

    private static async Task<EnvelopeFound> FoundAsync(CacheScene scene) => (await scene.FindAsync(Entry(scene), Cancellation)).Found!;

    // A job that takes the cache, checks the commit out, and stores what it has fetched.
    private static async Task<string> RunJobAsync(CacheScene scene, CheckoutScene source, string sha)
    {
        var job = scene.Job(await scene.FindAsync(Entry(scene), Cancellation));
        job = job with { Job = job.Job with { Payload = job.Job.Payload with { GitInfo = new GitInfo { Sha = sha, Ref = "main" } } } };
        await using var registry = CacheRegistry.Of(job.Job.Envelope);
        var seed = await new GitCacheRestore(registry, TimeProvider.System).RestoreAsync(job, Cancellation);
        await source.GetOkAsync(source.Request(sha, 0) with { ProjectDirectory = job.Directories.Project, Seed = seed });
        Assert.Equal(sha, await GitTool.RunAsync(job.Directories.Project, "rev-parse", "HEAD"));
        Assert.Null(await new StoreGitCacheStep(registry, TimeProvider.System).RunAsync(job, Cancellation));
        return ((TextTrace)job.Trace).Text;
    }
}
