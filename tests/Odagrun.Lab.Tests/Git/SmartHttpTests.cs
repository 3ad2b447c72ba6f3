using System.Security.Cryptography;
using Odagrun.Lab.Git;
using Odagrun.Lab.Tests.Server;
using Odagrun.Stack;

namespace Odagrun.Lab.Tests.Git;

public sealed class SmartHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_OfABranch_MakesAPipelineWhoseTokenClonesIt()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var work = WorkDirectory.Create("lab-git");
        var project = await lab.CreateProjectAsync("group/sub/app", new Dictionary<string, string>(), Token);
        var sha = await CommitAsync(work.File("mine"));
        var url = new UriBuilder(project.RepositoryUrl) { UserName = "me", Password = lab.ProjectToken(project.Path) }.Uri.AbsoluteUri;
        await GitCommand.RunAsync(work.File("mine"), Token, "push", "--quiet", url, "HEAD:refs/heads/main");
        Assert.Equal(sha, Assert.Single(lab.Pipelines).Sha);

        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await runner.TakeAsync();
        var source = job.Payload["git_info"]!;
        Assert.Equal(sha, (string?)source["sha"]);
        Directory.CreateDirectory(work.File("clone"));
        await GitCommand.RunAsync(work.File("clone"), Token, "init", "--quiet");
        var refspecs = source["refspecs"]!.AsArray().Select(spec => (string)spec!).ToArray();
        await GitCommand.RunAsync(
            work.File("clone"), Token, ["fetch", "--quiet", "--depth", "1", (string)source["repo_url"]!, .. refspecs]);
        await GitCommand.RunAsync(work.File("clone"), Token, "checkout", "--quiet", sha);
        Assert.True(File.Exists(work.File("clone", ".gitlab-ci.yml")));
        Assert.Equal("1", (await GitCommand.RunAsync(work.File("clone"), Token, "rev-list", "--count", "HEAD")).Trim());
    }

    [Fact]
    public async Task Push_OfMoreThanGitBuffers_ArrivesWhole()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var work = WorkDirectory.Create("lab-git");
        var project = await lab.CreateProjectAsync("app", new Dictionary<string, string>(), Token);
        await CommitAsync(work.File("mine"));
        // What cannot be compressed goes out in chunks, without a length.
        var content = RandomNumberGenerator.GetBytes(3 << 20);
        await File.WriteAllBytesAsync(work.File("mine", "large"), content, Token);
        await GitCommand.RunAsync(work.File("mine"), Token, "add", ".");
        await GitCommand.RunAsync(
            work.File("mine"), Token, "-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "--quiet", "-m", "large");
        var url = new UriBuilder(project.RepositoryUrl) { UserName = "me", Password = lab.ProjectToken(project.Path) }.Uri.AbsoluteUri;
        await GitCommand.RunAsync(work.File("mine"), Token, "push", "--quiet", url, "HEAD:refs/heads/main");
        await GitCommand.RunAsync(work.Path, Token, "clone", "--quiet", url, "clone");
        Assert.Equal(content, await File.ReadAllBytesAsync(work.File("clone", "large"), Token));
    }

    [Fact]
    public async Task Push_OfAWrongConfiguration_MakesAFailedPipelineWithItsErrors()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var work = WorkDirectory.Create("lab-git");
        var project = await lab.CreateProjectAsync("app", new Dictionary<string, string>(), Token);
        await CommitAsync(work.File("mine"), "job: { scripts: [x] }");
        var url = new UriBuilder(project.RepositoryUrl) { UserName = "me", Password = lab.ProjectToken(project.Path) }.Uri.AbsoluteUri;
        await GitCommand.RunAsync(work.File("mine"), Token, "push", "--quiet", url, "HEAD:refs/heads/main", "HEAD:refs/tags/v1");
        Assert.Equal(2, lab.Pipelines.Count);
        Assert.All(
            lab.Pipelines, pipeline => Assert.Contains(pipeline.Errors, error => error.Contains("scripts", StringComparison.Ordinal)));
        Assert.Single(lab.Pipelines, pipeline => pipeline is { IsTag: true, Ref: "v1" });
    }

    [Theory]
    [InlineData("wrong", "Authentication failed")]
    [InlineData(null, "could not read Username")]
    public async Task Fetch_WithoutAValidToken_IsRefused(string? password, string message)
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        var project = await lab.CreateProjectAsync("app", new Dictionary<string, string> { ["a"] = "b" }, Token);
        var url = password is null
            ? project.RepositoryUrl
            : new UriBuilder(project.RepositoryUrl) { UserName = "me", Password = password }.Uri.AbsoluteUri;
        var (code, _, error) = await GitCommand.TryAsync("/", null, Token, "ls-remote", url);
        Assert.NotEqual(0, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_WithAJobToken_IsRefused()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var work = WorkDirectory.Create("lab-git");
        var project = await lab.CreateProjectAsync(
            "app", new Dictionary<string, string> { [".gitlab-ci.yml"] = "a: { script: [b] }" }, Token);
        await lab.CreatePipelineAsync(project.Path, "main", Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var url = (string)(await runner.TakeAsync()).Payload["git_info"]!["repo_url"]!;
        await CommitAsync(work.File("mine"));
        var (code, _, error) = await GitCommand.TryAsync(work.File("mine"), null, Token, "push", url, "HEAD:refs/heads/other");
        Assert.NotEqual(0, code);
        Assert.Contains("403", error, StringComparison.Ordinal);
    }

    private static async Task<string> CommitAsync(string directory, string configuration = "job: { script: [echo hello] }")
    {
        Directory.CreateDirectory(directory);
        await GitCommand.RunAsync(directory, Token, "init", "--quiet", "--initial-branch=main");
        await File.WriteAllTextAsync(Path.Combine(directory, ".gitlab-ci.yml"), configuration, Token);
        await GitCommand.RunAsync(directory, Token, "add", ".");
        foreach (var message in (string[])["one", "two"])
        {
            await GitCommand.RunAsync(directory, Token, "-c", "user.name=T", "-c", "user.email=t@example.invalid", "commit", "--quiet",
                "--allow-empty", "-m", message);
        }

        return (await GitCommand.RunAsync(directory, Token, "rev-parse", "HEAD")).Trim();
    }
}
