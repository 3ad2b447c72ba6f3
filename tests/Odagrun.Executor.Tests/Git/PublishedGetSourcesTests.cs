namespace Odagrun.Executor.Tests.Git;

/// <summary>Every git operation once more in the published program: LibGit2Sharp loses results under Native AOT without a word.</summary>
public sealed class PublishedGetSourcesTests(PublishedExecutor executor) : IClassFixture<PublishedExecutor>
{
    [Fact]
    public async Task Clone_WithDepth_ChecksOutDetachedAndDescribes()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        for (var i = 0; i < 10; i++)
        {
            await scene.Source.CommitFileAsync("file.txt", $"{i}");
        }

        await scene.Source.TagAsync("v2.0", annotated: true);
        var sha = await scene.Source.CommitFileAsync("dir/file.txt", "last");
        var (code, output) = await executor.GetSourcesAsync(scene.Request(sha, depth: 5), "--strategy", "clone", "--describe");
        Assert.True(code == 0, output);
        Assert.Equal("last", scene.Read("dir/file.txt"));
        Assert.Equal($"{sha} HEAD 5", string.Join(
            ' ',
            await scene.ProjectGitAsync("rev-parse", "HEAD"),
            await scene.ProjectGitAsync("rev-parse", "--abbrev-ref", "HEAD"),
            await scene.ProjectGitAsync("rev-list", "--count", "HEAD")));
        Assert.Equal(sha, await scene.ProjectGitAsync("rev-parse", "refs/remotes/origin/main"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        Assert.Contains($"describe: v2.0-1-g{sha[..7]}\n", output, StringComparison.Ordinal);
        Assert.Equal(await scene.ProjectGitAsync("describe", "--always", "--tags"), $"v2.0-1-g{sha[..7]}");
        Assert.DoesNotContain("job-token", output + File.ReadAllText(Path.Combine(scene.Project, ".git/config")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_IntoExistingRepository_CleansAndListsUntracked()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        scene.Source.Write(".gitignore", "*.o\n");
        for (var i = 0; i < 25; i++)
        {
            await scene.Source.CommitFileAsync("file.txt", $"{i}");
        }

        var first = await scene.Source.CommitFileAsync("file.txt", "1");
        Assert.Equal(0, (await executor.GetSourcesAsync(scene.Request(first))).ExitCode);
        File.WriteAllText(Path.Combine(scene.Project, "left.o"), "x");
        File.WriteAllText(Path.Combine(scene.Project, "new.txt"), "x");
        var second = await scene.Source.CommitFileAsync("file.txt", "2");
        var (code, output) = await executor.GetSourcesAsync(scene.Request(second), "--clean", "-ffd", "--untracked");
        Assert.True(code == 0, output);
        Assert.Equal("2", scene.Read("file.txt"));
        Assert.Contains("Reinitialized existing Git repository", output, StringComparison.Ordinal);
        Assert.True(output.Contains("Removing new.txt\n", StringComparison.Ordinal), output);
        Assert.EndsWith("untracked: left.o\n", output, StringComparison.Ordinal);
        await scene.ProjectGitAsync("fsck");
    }

    [Fact]
    public async Task Submodules_Recursive_AreCheckedOut()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var library = await SourceRepository.CreateAsync(scene.Root, "group/lib");
        await library.CommitFileAsync("lib.txt", "library");
        await scene.Source.GitAsync("submodule", "--quiet", "add", Path.Combine(scene.Root, "served/group/lib.git"), "libs/lib");
        await scene.Source.GitAsync("config", "-f", ".gitmodules", "submodule.libs/lib.url", "../lib.git");
        var sha = await scene.Source.CommitAsync("Add a submodule");
        var (code, output) = await executor.GetSourcesAsync(scene.Request(sha), "--submodules", "recursive");
        Assert.True(code == 0, output);
        Assert.Equal("library", scene.Read("libs/lib/lib.txt"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        Assert.Contains("Submodule path 'libs/lib': checked out", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefGone_FetchesTheCommitItself()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await scene.Source.CommitFileAsync("file.txt", "base");
        var wanted = await scene.Source.CommitFileAsync("file.txt", "wanted");
        await scene.Source.GitAsync("push", "-q", "origin", "HEAD:refs/heads/other");
        await scene.Source.GitAsync("reset", "-q", "--hard", "HEAD^");
        await scene.Source.CommitFileAsync("file.txt", "rewritten");
        var (code, output) = await executor.GetSourcesAsync(scene.Request(wanted, depth: 1));
        Assert.True(code == 0, output);
        Assert.Equal("wanted", scene.Read("file.txt"));
    }

    [Fact]
    public async Task AccessDenied_IsSaidByName()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file.txt", "1");
        scene.Server.Intercept = context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitLab\"";
            return Task.FromResult(true);
        };
        var (code, output) = await executor.GetSourcesAsync(scene.Request(sha));
        Assert.Equal(ExitCode.JobFailed, code);
        Assert.Contains($"AccessDenied: {scene.Server.Host} refused access", output, StringComparison.Ordinal);
    }
}
