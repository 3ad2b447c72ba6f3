using Odagrun.Executor.Git;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitCheckoutTests
{
    [Fact]
    public async Task GetSources_FreshDirectory_ChecksOutDetachedWithDepth()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        for (var i = 0; i < 30; i++)
        {
            await scene.Source.CommitFileAsync("file.txt", $"{i}");
        }

        var sha = await scene.Source.CommitFileAsync("file.txt", "last");
        await scene.GetOkAsync(scene.Request(sha, depth: 5));

        Assert.Equal("last", scene.Read("file.txt"));
        Assert.Equal(sha, await scene.ProjectGitAsync("rev-parse", "HEAD"));
        Assert.Equal("HEAD", await scene.ProjectGitAsync("rev-parse", "--abbrev-ref", "HEAD"));
        Assert.Equal("5", await scene.ProjectGitAsync("rev-list", "--count", "HEAD"));
        Assert.Equal(sha, await scene.ProjectGitAsync("rev-parse", "refs/remotes/origin/main"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        await scene.ProjectGitAsync("fsck", "--strict");
        Assert.Equal(
            [
                "Fetching changes with git depth set to 5...",
                $"Initialized empty Git repository in {scene.Project}/.git/",
                "Created fresh repository.",
                $"Checking out {sha[..8]} as detached HEAD (ref is main)...",
                "Skipping Git submodules setup",
            ],
            scene.Log.Split('\n'));
    }

    [Fact]
    public async Task GetSources_Token_IsNowhereOnDisk()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("a", "1");
        await scene.GetOkAsync(scene.Request(sha));

        var everything = string.Concat(Directory.EnumerateFiles(scene.Project, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains($"url = http://{scene.Server.Host}/group/app.git", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("job-token", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("job-token", scene.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(30)]
    public async Task GetSources_SecondJobInSameDirectory_FetchesTheDifference(int depth)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        for (var i = 0; i < 45; i++)
        {
            await scene.Source.CommitFileAsync("file.txt", $"{i}");
        }

        var first = await scene.Source.CommitFileAsync("gone.txt", "1");
        await scene.GetOkAsync(scene.Request(first, depth));
        File.Delete(Path.Combine(scene.Root, "work", "group", "app", "gone.txt"));
        var second = await scene.Source.CommitFileAsync("new.txt", "2");
        await scene.GetOkAsync(scene.Request(second, depth));

        Assert.False(File.Exists(Path.Combine(scene.Project, "gone.txt")));
        Assert.Equal("2", scene.Read("new.txt"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        await scene.ProjectGitAsync("fsck");
        Assert.Equal(depth == 0 ? "47" : $"{depth}", await scene.ProjectGitAsync("rev-list", "--count", "HEAD"));
        Assert.Contains("Reinitialized existing Git repository", scene.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("starting afresh", scene.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_DepthZeroAfterShallow_FetchesTheWholeHistory()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        for (var i = 0; i < 10; i++)
        {
            await scene.Source.CommitFileAsync("file.txt", $"{i}");
        }

        var sha = await scene.Source.CommitFileAsync("file.txt", "last");
        await scene.GetOkAsync(scene.Request(sha, depth: 2));
        Assert.Equal("2", await scene.ProjectGitAsync("rev-list", "--count", "HEAD"));
        await scene.GetOkAsync(
            scene.Request(sha, depth: 0) with { Refspecs = ["+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*"] });
        Assert.Equal("11", await scene.ProjectGitAsync("rev-list", "--count", "HEAD"));
        await scene.ProjectGitAsync("fsck");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetSources_BranchRewrittenOrDeleted_FetchesTheCommitItself(bool commitsById)
    {
        await using var scene = await CheckoutScene.CreateAsync(commitsById);
        await scene.Source.CommitFileAsync("file.txt", "base");
        var wanted = await scene.Source.CommitFileAsync("file.txt", "wanted");
        await scene.Source.GitAsync("push", "-q", "origin", "HEAD:refs/heads/other");
        await scene.Source.GitAsync("reset", "-q", "--hard", "HEAD^");
        await scene.Source.CommitFileAsync("file.txt", "rewritten");

        await scene.GetOkAsync(scene.Request(wanted, depth: 1));
        Assert.Equal("wanted", scene.Read("file.txt"));
        await scene.GetOkAsync(scene.Request(wanted, depth: 1, branch: "deleted"));
        Assert.Equal("", await scene.ProjectGitAsync("for-each-ref", "refs/odagrun"));
    }

    [Fact]
    public async Task GetSources_CommitGone_SaysSo()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await scene.Source.CommitFileAsync("file.txt", "base");
        var outcome = await scene.GetAsync(scene.Request("0123456789012345678901234567890123456789"));
        Assert.Equal(GitResult.CommitNotFound, outcome.Result);
        Assert.Contains("0123456789012345678901234567890123456789 (ref main)", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_Tag_IsCheckedOut()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "released");
        await scene.Source.TagAsync("v1", annotated: true);
        await scene.Source.CommitFileAsync("file.txt", "later");
        await scene.GetOkAsync(scene.Request(sha, branch: "v1") with { Refspecs = ["+refs/tags/v1:refs/tags/v1"] });
        Assert.Equal("released", scene.Read("file.txt"));
        Assert.Equal("v1", await scene.ProjectGitAsync("describe"));
    }

    [Fact]
    public async Task GetSources_BranchNameInTheWayOfAnother_FetchesAnyway()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var first = await scene.Source.CommitFileAsync("file.txt", "1");
        await scene.Source.GitAsync("push", "-q", "origin", "HEAD:refs/heads/topic");
        var all = scene.Request(first, depth: 0) with { Refspecs = ["+refs/heads/*:refs/remotes/origin/*"] };
        await scene.GetOkAsync(all);
        await scene.Source.GitAsync("push", "-q", "origin", ":refs/heads/topic");
        await scene.Source.GitAsync("push", "-q", "origin", "HEAD:refs/heads/topic/sub");
        await scene.GetOkAsync(all);
        Assert.Equal(
            "origin/main\norigin/topic/sub", await scene.ProjectGitAsync("for-each-ref", "--format=%(refname:short)", "refs/remotes"));
    }

    [Fact]
    public async Task GetSources_StrategyNone_LeavesTheDirectoryAlone()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        Directory.CreateDirectory(scene.Project);
        File.WriteAllText(Path.Combine(scene.Project, "kept"), "1");
        await scene.GetOkAsync(scene.Request("0") with { Strategy = GitStrategy.None });
        Assert.Equal("1", scene.Read("kept"));
        Assert.Empty(scene.Server.Requests);
    }

    [Theory]
    [InlineData(GitStrategy.Empty, false)]
    [InlineData(GitStrategy.Clone, true)]
    public async Task GetSources_StrategyEmptyOrClone_DeletesWhatIsThere(object strategy, bool fetches)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "1");
        Directory.CreateDirectory(Path.Combine(scene.Project, "old", "dir"));
        File.WriteAllText(Path.Combine(scene.Project, "old", "dir", "file"), "1");
        await scene.GetOkAsync(scene.Request(sha) with { Strategy = (GitStrategy)strategy, Clean = null });
        Assert.False(Path.Exists(Path.Combine(scene.Project, "old")));
        Assert.Equal(fetches, File.Exists(Path.Combine(scene.Project, "file.txt")));
    }

    [Theory]
    [InlineData(null, "line\n")]
    [InlineData(".gitattributes", "line\r\n")]
    [InlineData("deep/down/.gitattributes", "line\r\n")]
    [InlineData("elsewhere/.gitattributes", "line\n")]
    public async Task GetSources_Attributes_AreAppliedWhereverTheyLie(string? attributes, string expected)
    {
        await using var scene = await CheckoutScene.CreateAsync();
        if (attributes is not null)
        {
            scene.Source.Write(attributes, "*.txt text eol=crlf\n");
        }

        var sha = await scene.Source.CommitFileAsync("deep/down/file.txt", "line\n");
        await scene.GetOkAsync(scene.Request(sha));
        Assert.Equal(expected, scene.Read("deep/down/file.txt"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task GetSources_IntoADirectoryWithFiles_CleansThem()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "1");
        Directory.CreateDirectory(Path.Combine(scene.Project, "of-the-image"));
        File.WriteAllText(Path.Combine(scene.Project, "of-the-image", "file"), "1");
        await scene.GetOkAsync(scene.Request(sha));
        Assert.False(Path.Exists(Path.Combine(scene.Project, "of-the-image")));
        Assert.Equal("1", scene.Read("file.txt"));
    }

    [Fact]
    public async Task GetSources_CheckoutFalse_FetchesOnly()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "1");
        await scene.GetOkAsync(scene.Request(sha) with { Checkout = false });
        Assert.False(File.Exists(Path.Combine(scene.Project, "file.txt")));
        Assert.Equal("commit", await scene.ProjectGitAsync("cat-file", "-t", sha));
        Assert.Contains("Skipping Git checkout", scene.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_LeftoversOfAnEarlierJob_DoNotAct()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("dir/file.txt", "1");
        await scene.GetOkAsync(scene.Request(sha));
        var git = Path.Combine(scene.Project, ".git");
        foreach (var name in new[] { "index.lock", "HEAD.lock", "shallow.lock", "refs/remotes/origin/main.lock" })
        {
            File.WriteAllText(Path.Combine(git, name), "");
        }

        Directory.CreateDirectory(Path.Combine(git, "hooks"));
        File.WriteAllText(Path.Combine(git, "hooks", "post-checkout"), "#!/bin/sh\nexit 1\n");
        await scene.ProjectGitAsync("config", "core.fsmonitor", "/bin/evil");
        Directory.Delete(Path.Combine(scene.Project, "dir"), recursive: true);
        File.WriteAllText(Path.Combine(scene.Project, "dir"), "a file in place of a directory");

        var next = await scene.Source.CommitFileAsync("dir/file.txt", "2");
        await scene.GetOkAsync(scene.Request(next));
        Assert.Equal("2", scene.Read("dir/file.txt"));
        Assert.False(
            Directory.Exists(Path.Combine(git, "hooks")) && Directory.EnumerateFiles(Path.Combine(git, "hooks"), "post-checkout").Any());
        Assert.DoesNotContain("fsmonitor", File.ReadAllText(Path.Combine(git, "config")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_DamagedRepository_StartsAfresh()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "1");
        await scene.GetOkAsync(scene.Request(sha));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(scene.Project, ".git", "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.WriteAllText(file, "damaged");
        }

        var next = await scene.Source.CommitFileAsync("file.txt", "2");
        await scene.GetOkAsync(scene.Request(next));
        Assert.Equal("2", scene.Read("file.txt"));
    }
}
