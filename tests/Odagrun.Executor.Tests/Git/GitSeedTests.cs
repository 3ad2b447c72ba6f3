using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Caching;

namespace Odagrun.Executor.Tests.Git;

/// <summary>Checkouts that borrow the objects an earlier job has stored.</summary>
public sealed class GitSeedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public async Task GetSources_WithSeed_FetchesOnlyWhatIsNew(int depth)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        var first = await scene.Source.CommitFileAsync("file.txt", "first");
        var seed = await SeedAsync(scene, first, depth);
        var second = await scene.Source.CommitFileAsync("file.txt", "second");

        await scene.GetOkAsync(scene.Request(second, depth) with { Seed = seed });

        Assert.Equal("second", scene.Read("file.txt"));
        Assert.True(OwnBytes(scene) < 50_000, "the large file was fetched again");
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        Assert.Equal("", await scene.ProjectGitAsync("for-each-ref", "refs/odagrun"));
        await scene.ProjectGitAsync("fsck");
    }

    [Fact]
    public async Task GetSources_WithSeedOfTheCommit_FetchesNothingOfIt()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        var sha = await scene.Source.CommitFileAsync("file.txt", "only");
        var seed = await SeedAsync(scene, sha, 0);

        await scene.GetOkAsync(scene.Request(sha, 0) with { Seed = seed });

        Assert.Equal("only", scene.Read("file.txt"));
        Assert.Empty(GitPacks.Own(GitFolder.OfProject(scene.Project)));
    }

    [Fact]
    public async Task GetSources_WithCloneStrategyAndSeed_BorrowsToo()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        var sha = await scene.Source.CommitFileAsync("file.txt", "only");
        var seed = await SeedAsync(scene, sha, 0);

        await scene.GetOkAsync(scene.Request(sha, 0) with { Seed = seed, Strategy = GitStrategy.Clone });

        Assert.Equal("only", scene.Read("file.txt"));
        Assert.Empty(GitPacks.Own(GitFolder.OfProject(scene.Project)));
    }

    [Fact]
    public async Task GetSources_WithDamagedSeed_SaysSoAndClones()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        var sha = await scene.Source.CommitFileAsync("file.txt", "only");
        var seed = await SeedAsync(scene, sha, 0);
        foreach (var pack in Directory.EnumerateFiles(Path.Combine(seed.Objects, "pack"), "*.pack"))
        {
            File.SetUnixFileMode(pack, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllBytesAsync(pack, new byte[100], TestContext.Current.CancellationToken);
        }

        await scene.GetOkAsync(scene.Request(sha, 0) with { Seed = seed });

        Assert.Equal("only", scene.Read("file.txt"));
        Assert.Contains("The git cache cannot be used", scene.Log, StringComparison.Ordinal);
        await scene.ProjectGitAsync("fsck");
    }

    [Fact]
    public async Task GetSources_WithSeedOfARewrittenHistory_GetsTheNewOne()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        var seed = await SeedAsync(scene, await scene.Source.CommitFileAsync("file.txt", "old"), 0);
        await scene.Source.GitAsync("checkout", "-q", "--orphan", "fresh");
        await scene.Source.GitAsync("branch", "-q", "-D", "main");
        await scene.Source.GitAsync("branch", "-q", "-m", "main");
        var sha = await scene.Source.CommitFileAsync("file.txt", "new");

        await scene.GetOkAsync(scene.Request(sha, 0) with { Seed = seed });

        Assert.Equal("new", scene.Read("file.txt"));
        await scene.ProjectGitAsync("fsck");
    }

    [Fact]
    public async Task GetSources_KeepExisting_LeavesWhatCameWithTheImage()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "only");
        Directory.CreateDirectory(Path.Combine(scene.Project, "deps"));
        await File.WriteAllTextAsync(Path.Combine(scene.Project, "deps", "a"), "cached", TestContext.Current.CancellationToken);

        await scene.GetOkAsync(scene.Request(sha) with { KeepExisting = true, Strategy = GitStrategy.Clone });

        Assert.Equal("cached", scene.Read("deps/a"));
        Assert.Equal("only", scene.Read("file.txt"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetSources_CachedFilesThatAreTracked_StayTheCaches(bool clone)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        scene.Source.Write("deps/a", "commit");
        scene.Source.Write("deps/b", "commit");
        scene.Source.Write("link", "commit");
        var sha = await scene.Source.CommitAsync("tracked");
        Directory.CreateDirectory(Path.Combine(scene.Project, "deps"));
        await File.WriteAllTextAsync(Path.Combine(scene.Project, "deps", "a"), "cache", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(Path.Combine(scene.Project, "deps", "a"), DateTime.UnixEpoch.AddYears(50));
        await File.WriteAllTextAsync(Path.Combine(scene.Project, "deps", "new"), "cache", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(scene.Project, "link"), "nowhere");

        // Of the image, not of a cache.
        await File.WriteAllTextAsync(Path.Combine(scene.Project, "deps", "b"), "image", TestContext.Current.CancellationToken);

        await scene.GetOkAsync(scene.Request(sha) with
        {
            KeepExisting = true,
            Strategy = clone ? GitStrategy.Clone : GitStrategy.Fetch,
            Cached = ["deps/a", "deps/new", "deps/gone", "link", "other/x"],
        });

        Assert.Equal(("cache", "commit", "cache"), (scene.Read("deps/a"), scene.Read("deps/b"), scene.Read("deps/new")));
        Assert.Equal(DateTime.UnixEpoch.AddYears(50), File.GetLastWriteTimeUtc(Path.Combine(scene.Project, "deps", "a")));
        Assert.Equal("nowhere", new FileInfo(Path.Combine(scene.Project, "link")).LinkTarget);
        Assert.Contains("2 tracked files are taken from the cache", scene.Log, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(scene.Project, ".git", "odagrun-aside")));
    }

    [Fact]
    public async Task WriteWhole_OfManyPacks_GivesOneThatIsWhole()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await FillAsync(scene);
        for (var at = 0; at < 5; at++)
        {
            await scene.GetOkAsync(scene.Request(await scene.Source.CommitFileAsync("file.txt", $"{at}"), 0));
        }

        var sha = await scene.ProjectGitAsync("rev-parse", "HEAD");
        var directory = Path.Combine(scene.Root, "packed");
        GitPacks.WriteWhole(GitFolder.OfProject(scene.Project), sha, directory);

        Assert.Single(Directory.EnumerateFiles(directory, "*.pack"));
        var bare = Path.Combine(scene.Root, "bare");
        await GitTool.RunAsync(scene.Root, "init", "-q", "--bare", bare);
        foreach (var file in Directory.EnumerateFiles(directory))
        {
            File.Copy(file, Path.Combine(bare, "objects", "pack", Path.GetFileName(file)));
        }

        await GitTool.RunAsync(bare, "update-ref", "refs/heads/main", sha);
        await GitTool.RunAsync(bare, "fsck", "--strict", "--connectivity-only");
    }

    private static async Task FillAsync(CheckoutScene scene)
    {
        // Of random bytes, so that no pack makes it small.
        scene.Source.Write("large", Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(200_000)));
        await scene.Source.CommitAsync("large");
    }

    // As a job stores it: the packs it has fetched.
    private static async Task<GitSeed> SeedAsync(CheckoutScene scene, string sha, int depth)
    {
        await scene.GetOkAsync(scene.Request(sha, depth));
        var folder = GitFolder.OfProject(scene.Project);
        var packs = Path.Combine(scene.Root, "cache", "objects", "pack");
        Directory.CreateDirectory(packs);
        foreach (var name in GitPacks.Own(folder).SelectMany(pack => new[] { pack + ".pack", pack + ".idx" }))
        {
            File.Copy(Path.Combine(folder.GitDirectory, "objects", "pack", name), Path.Combine(packs, name));
        }

        var seed = new GitSeed(Path.Combine(scene.Root, "cache", "objects"), sha, GitPacks.Shallow(folder));
        Directory.Delete(scene.Project, recursive: true);
        return seed;
    }

    private static long OwnBytes(CheckoutScene scene) =>
        GitPacks.Own(GitFolder.OfProject(scene.Project))
            .Sum(pack => new FileInfo(Path.Combine(scene.Project, ".git", "objects", "pack", pack + ".pack")).Length);
}
