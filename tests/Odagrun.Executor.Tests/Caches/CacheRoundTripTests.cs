using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>What one job stores, the next one gets, by way of a real registry.</summary>
public sealed class CacheRoundTripTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Store_AnyTree_ComesBackIdentical(int seed)
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var job = scene.Job(scene.Entry(paths: "tree/"));
        MakeTree(Path.Combine(job.Directories.Project, "tree"), new Random(seed));

        var log = await CacheScene.StoreAsync(job, Cancellation);
        var next = await scene.NextAsync(scene.Entry(paths: "tree/"), Cancellation);

        Assert.True(Directory.Exists(Path.Combine(next.Directories.Project, "tree")), log);
        Assert.Equal(TreeText.Of(job.Directories.Project), TreeText.Of(next.Directories.Project));
    }

    [Fact]
    public async Task Store_Unchanged_SendsNothing()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var first = scene.Job(scene.Entry());
        Write(first, "deps/a", "one");
        await CacheScene.StoreAsync(first, Cancellation);
        var found = await scene.FindAsync(scene.Entry(), Cancellation);

        var second = SameDirectory(scene, first, found);
        var log = await CacheScene.StoreAsync(second, Cancellation);

        Assert.Contains("unchanged; nothing is stored", log, StringComparison.Ordinal);
        Assert.Equal(found.Found!.Digest, (await scene.FindAsync(scene.Entry(), Cancellation)).Found!.Digest);
    }

    [Fact]
    public async Task Store_Changed_ReplacesWhatWasStored()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var first = scene.Job(scene.Entry());
        Write(first, "deps/a", "one");
        await CacheScene.StoreAsync(first, Cancellation);
        var found = await scene.FindAsync(scene.Entry(), Cancellation);
        Write(first, "deps/a", "two");

        await CacheScene.StoreAsync(SameDirectory(scene, first, found), Cancellation);
        var next = await scene.NextAsync(scene.Entry(), Cancellation);

        Assert.Equal("two", await File.ReadAllTextAsync(Path.Combine(next.Directories.Project, "deps/a"), Cancellation));
        Assert.Null(await scene.Client.GetManifestAsync(
            scene.Target.WithDigest(Digest.Parse(found.Found!.Digest)), RegistryCredentials.Anonymous, Cancellation));
    }

    [Fact]
    public async Task Store_OfTenJobsAtOnce_LeavesOneWholeCache()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var jobs = Enumerable.Range(0, 10).Select(number =>
        {
            var job = scene.Job(scene.Entry());
            for (var file = 0; file < 20; file++)
            {
                Write(job, string.Create(CultureInfo.InvariantCulture, $"deps/{file}"),
                    string.Create(CultureInfo.InvariantCulture, $"job {number}"));
            }

            return job;
        }).ToList();

        var logs = await Task.WhenAll(jobs.Select(job => CacheScene.StoreAsync(job, Cancellation)));
        var next = await scene.NextAsync(scene.Entry(), Cancellation);

        Assert.All(logs, log => Assert.Contains(": stored 20 files", log, StringComparison.Ordinal));
        var contents = Directory.EnumerateFiles(Path.Combine(next.Directories.Project, "deps")).Select(File.ReadAllText).ToList();
        Assert.Equal(20, contents.Count);
        Assert.Single(contents.Distinct());
    }

    [Fact]
    public async Task Store_GlobsThatMatchNothing_AreAWarning()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var job = scene.Job(scene.Entry(paths: ["nothing/*", "../outside", "/etc/passwd"]));

        var log = await CacheScene.StoreAsync(job, Cancellation);

        Assert.Contains("there is nothing to store", log, StringComparison.Ordinal);
        Assert.Contains("/etc/passwd: is not below the project directory", log, StringComparison.Ordinal);
        Assert.Null((await scene.FindAsync(scene.Entry(), Cancellation)).Found);
    }

    [Fact]
    public async Task Store_RegistryAway_IsAWarning()
    {
        await using var scene = await CacheScene.StartAsync(Cancellation);
        var job = scene.Job(scene.Entry());
        Write(job, "deps/a", "one");
        await scene.Registry.KillAsync(Cancellation);

        var log = await CacheScene.StoreAsync(job, Cancellation);

        Assert.Contains("WARNING: cache deps is not stored", log, StringComparison.Ordinal);
    }

    private static JobSession SameDirectory(CacheScene scene, JobSession job, EnvelopeCache found) =>
        scene.Job(found) with { Directories = job.Directories };

    private static void Write(JobSession job, string path, string text)
    {
        var full = Path.Combine(job.Directories.Project, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private static void MakeTree(string directory, Random random, int depth = 0)
    {
        Directory.CreateDirectory(directory);
        foreach (var at in Enumerable.Range(0, random.Next(1, 6)))
        {
            var path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{Name(random)}{at}"));
            switch (random.Next(5))
            {
                case 0 when depth < 4:
                    MakeTree(path, random, depth + 1);
                    break;
                case 1:
                    Directory.CreateDirectory(path);
                    break;
                case 2:
                    File.CreateSymbolicLink(path, random.Next(3) switch { 0 => "../elsewhere", 1 => "/usr/bin/env", _ => Name(random) });
                    continue;
                default:
                    var content = new byte[random.Next(4) switch { 0 => 0, 1 => 10, 2 => 5000, _ => 1_500_000 }];
                    random.NextBytes(content);
                    File.WriteAllBytes(path, content);
                    File.SetUnixFileMode(path, (UnixFileMode)(random.Next(0x200) | 0x180));
                    break;
            }

            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddSeconds(random.Next(1, 1_700_000_000)));
        }

        Directory.SetLastWriteTimeUtc(directory, DateTime.UnixEpoch.AddSeconds(random.Next(1, 1_700_000_000)));
    }

    private static string Name(Random random) => random.Next(6) switch
    {
        0 => "plain",
        1 => "with space",
        2 => "ümläut✓",
        3 => ".hidden",
        4 => new string('n', 120),
        _ => "-dash",
    };
}
