using Odagrun.Executor.Git;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitSubmoduleTests
{
    private static SubmoduleOptions Recursive { get; } = new() { Strategy = SubmoduleStrategy.Recursive };

    /// <summary>app → libs/a (relative URL) → inner/b (relative URL); app → libs/c (absolute URL).</summary>
    private static async Task<(CheckoutScene Scene, string Sha, SourceRepository A)> CreateAsync(bool commitsById = true)
    {
        var scene = await CheckoutScene.CreateAsync(commitsById);
        var b = await SourceRepository.CreateAsync(scene.Root, "group/b", commitsById);
        await b.CommitFileAsync("b.txt", "b");
        var a = await SourceRepository.CreateAsync(scene.Root, "group/a", commitsById);
        await a.CommitFileAsync("a.txt", "old");
        await AddSubmoduleAsync(a, Path.Combine(scene.Root, "served/group/b.git"), "inner/b", "../b.git");
        var c = await SourceRepository.CreateAsync(scene.Root, "other/c", commitsById);
        await c.CommitFileAsync("c.txt", "c");
        await AddSubmoduleAsync(scene.Source, Path.Combine(scene.Root, "served/group/a.git"), "libs/a", "../../group/a.git");
        var sha = await AddSubmoduleAsync(
            scene.Source, Path.Combine(scene.Root, "served/other/c.git"), "libs/c", $"http://{scene.Server.Host}/other/c.git");
        return (scene, sha, a);
    }

    private static async Task<string> AddSubmoduleAsync(SourceRepository parent, string source, string path, string url)
    {
        await parent.GitAsync("submodule", "--quiet", "add", source, path);
        await parent.GitAsync("config", "-f", ".gitmodules", $"submodule.{path}.url", url);
        return await parent.CommitAsync($"Add {path}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetSources_Recursive_ChecksAllOut(bool commitsById)
    {
        var (scene, sha, a) = await CreateAsync(commitsById);
        await using var _ = scene;
        // The commit that the project names is not the branch's last any more.
        await a.CommitFileAsync("a.txt", "newer");
        await scene.GetOkAsync(scene.Request(sha, depth: 1) with { Submodules = Recursive });
        Assert.Equal("old", scene.Read("libs/a/a.txt"));
        Assert.Equal("b", scene.Read("libs/a/inner/b/b.txt"));
        Assert.Equal("c", scene.Read("libs/c/c.txt"));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
        Assert.DoesNotContain(" -", " " + await scene.ProjectGitAsync("submodule", "status", "--recursive"), StringComparison.Ordinal);
        if (commitsById)
        {
            Assert.Equal("1", await GitTool.RunAsync(Path.Combine(scene.Project, "libs/a"), "rev-list", "--count", "HEAD"));
        }

        Assert.Contains("Submodule path 'libs/a/inner/b': checked out", scene.Log, StringComparison.Ordinal);
        var stored = string.Concat(Directory.EnumerateFiles(scene.Project, "config", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain("job-token", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetSources_Normal_LeavesInnerOnesAlone()
    {
        var (scene, sha, _) = await CreateAsync();
        await using var __ = scene;
        await scene.GetOkAsync(scene.Request(sha) with { Submodules = new() { Strategy = SubmoduleStrategy.Normal } });
        Assert.Equal("old", scene.Read("libs/a/a.txt"));
        Assert.False(File.Exists(Path.Combine(scene.Project, "libs/a/inner/b/b.txt")));
    }

    [Theory]
    [InlineData("libs/c", false, true)]
    [InlineData(":(exclude)libs/c", true, false)]
    [InlineData("libs :(exclude)libs/a", false, true)]
    public async Task GetSources_Paths_ChooseSubmodules(string paths, bool a, bool c)
    {
        var (scene, sha, _) = await CreateAsync();
        await using var __ = scene;
        await scene.GetOkAsync(scene.Request(sha) with { Submodules = Recursive with { Paths = paths.Split(' ') } });
        Assert.Equal(a, File.Exists(Path.Combine(scene.Project, "libs/a/a.txt")));
        Assert.Equal(c, File.Exists(Path.Combine(scene.Project, "libs/c/c.txt")));
    }

    [Fact]
    public async Task GetSources_SecondJob_BringsSubmodulesBackIntoShape()
    {
        var (scene, sha, a) = await CreateAsync();
        await using var _ = scene;
        await scene.GetOkAsync(scene.Request(sha) with { Submodules = Recursive });
        File.WriteAllText(Path.Combine(scene.Project, "libs/a/a.txt"), "changed by a script");
        File.WriteAllText(Path.Combine(scene.Project, "libs/a/left.txt"), "left by a script");
        await a.CommitFileAsync("a.txt", "newer");
        await scene.Source.GitAsync("-C", "libs/a", "pull", "-q", "origin", "main");
        var next = await scene.Source.CommitAsync("Take newer a");
        await scene.GetOkAsync(scene.Request(next) with { Submodules = Recursive });
        Assert.Equal("newer", scene.Read("libs/a/a.txt"));
        Assert.False(File.Exists(Path.Combine(scene.Project, "libs/a/left.txt")));
        Assert.Equal("", await scene.ProjectGitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task GetSources_SubmoduleMissingOnServer_IsNamed()
    {
        var (scene, sha, _) = await CreateAsync();
        await using var __ = scene;
        Directory.Delete(Path.Combine(scene.Root, "served/other/c.git"), recursive: true);
        var outcome = await scene.GetAsync(scene.Request(sha) with { Submodules = Recursive });
        Assert.Equal(GitResult.RepositoryNotFound, outcome.Result);
        Assert.StartsWith("Submodule 'libs/c': ", outcome.Message, StringComparison.Ordinal);
    }
}
