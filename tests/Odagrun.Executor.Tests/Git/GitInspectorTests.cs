using Odagrun.Executor.Git;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Tests.Git;

public sealed class GitInspectorTests
{
    [Fact]
    public async Task Describe_TagsOfBothKinds_SaysWhatGitSays()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        var sha = await scene.Source.CommitFileAsync("file", "1");
        await scene.GetOkAsync(scene.Request(sha));
        Assert.Equal(sha[..7], new GitInspector().Describe(scene.Project));

        await scene.Source.TagAsync("v1.0");
        sha = await scene.Source.CommitFileAsync("file", "2");
        await scene.GetOkAsync(scene.Request(sha));
        Assert.Equal($"v1.0-1-g{sha[..7]}", new GitInspector().Describe(scene.Project));

        await scene.Source.TagAsync("v1.1", annotated: true);
        await scene.GetOkAsync(scene.Request(sha));
        Assert.Equal("v1.1", new GitInspector().Describe(scene.Project));
        Assert.Equal(await scene.ProjectGitAsync("describe", "--always", "--tags"), new GitInspector().Describe(scene.Project));
    }

    [Fact]
    public async Task Describe_TagBeyondTheDepth_FallsBackToTheCommit()
    {
        await using var scene = await CheckoutScene.CreateAsync();
        await scene.Source.CommitFileAsync("file", "1");
        await scene.Source.TagAsync("v1.0");
        await scene.Source.CommitFileAsync("file", "2");
        var sha = await scene.Source.CommitFileAsync("file", "3");
        await scene.GetOkAsync(scene.Request(sha, depth: 1));
        Assert.Equal(sha[..7], new GitInspector().Describe(scene.Project));
    }

    [Fact]
    public void Describe_NoRepository_IsNull() => Assert.Null(new GitInspector().Describe("/proc"));

    [Fact]
    public void LibraryName_IsTheOneLibGit2SharpLoads()
    {
        Assert.Contains(LibGit2.Library["git2-".Length..], LibGit2Sharp.GlobalSettings.Version.LibGit2CommitSha, StringComparison.Ordinal);
        LibGit2.git_libgit2_version(out var major, out var minor, out _);
        // The structures are those of 1.8: look at them again before this line is changed.
        Assert.Equal((1, 8), (major, minor));
    }
}
