using System.Text.Json.Nodes;
using Odagrun.Executor.Tests.Git;
using Odagrun.Handover;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Published;

/// <summary>The published executor in images of every family.</summary>
public sealed class JobTests
{
    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Musl)]
    [InlineData(ImageFamily.Distroless)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Job_InEveryFamily_RunsItsScript(ImageFamily family)
    {
        await using var scene = await JobScene.CreateAsync(family);
        scene.Job.Set("GREETING", "world").Script("hello", "echo done > result.txt", "pwd").AfterScript("echo status=$CI_JOB_STATUS");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains("hello world", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\n/builds/group/app\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("status=success\n", result.Trace, StringComparison.Ordinal);
        Assert.Equal("done\n",
            await File.ReadAllTextAsync(scene.Image.File("builds", "group", "app", "result.txt"), TestContext.Current.CancellationToken));
        Assert.True(result.Termination is { Reported: true, State: "success" }, result.ToString());
    }

    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Musl)]
    [InlineData(ImageFamily.Distroless)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Job_ThatFails_ReportsExitCodeAndRunsAfterScript(ImageFamily family)
    {
        await using var scene = await JobScene.CreateAsync(family);
        scene.Job.Script("hello NOBODY 3", "echo not-reached").AfterScript("echo status=$CI_JOB_STATUS");
        var result = await scene.Job.RunAsync();
        Assert.True(
            result is { State: "failed", Reason: "script_failure", ScriptExitCode: 3, ExitCode: ExitCode.JobFailed }, result.ToString());
        Assert.Contains("status=failed\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("ERROR: Job failed: exit code 3", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("\nnot-reached\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WhosePodHasNotes_BeginsItsLogWithThemAndHidesTheVariable()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Environment.Add(
            $"{ExecutorEnvironment.Notes}=the job's CPU request is 2, as KUBERNETES_CPU_REQUEST asks.\nKUBERNETES_HELPER_CPU_LIMIT is ignored: why.");
        scene.Job.Script("echo notes=${ODAGRUN_JOB_NOTES:-none}");

        var result = await scene.Job.RunAsync();

        Assert.Contains("\n  the job's CPU request is 2, as KUBERNETES_CPU_REQUEST asks.\n  KUBERNETES_HELPER_CPU_LIMIT is ignored: why.\n",
            result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nnotes=none\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_BegunByAnotherPod_IsNotRunASecondTime()
    {
        await using var scene = await JobScene.CreateAsync(ImageFamily.Glibc);
        scene.GitLab.IsBegun = true;
        scene.Job.Script("echo second run");

        var result = await scene.Job.RunAsync();

        Assert.Empty(scene.GitLab.Updates);
        Assert.Empty(result.Trace);
        Assert.False(result.Termination!.Reported);
    }

    [Fact]
    public async Task Job_WhoseFirstQuestionsMeetOthers_RunsAllTheSame()
    {
        await using var scene = await JobScene.CreateAsync(ImageFamily.Glibc);
        scene.GitLab.Meet(2);
        scene.Job.Script("echo once");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
    }

    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Job_WithRepository_ChecksItOut(ImageFamily family)
    {
        using var root = WorkDirectory.Create("served");
        await using var git = await GitServer.StartAsync(root.Path);
        var source = await SourceRepository.CreateAsync(root.Path, "group/app");
        var sha = await source.CommitFileAsync("greeting.txt", "from git");
        await source.TagAsync("v1.2");
        await using var scene = await JobScene.CreateAsync(family);
        scene.Job.Payload["allow_git_fetch"] = true;
        scene.Job.Payload["git_info"] = new JsonObject
        {
            ["repo_url"] = git.Url("group/app"),
            ["ref"] = "main",
            ["sha"] = sha,
            ["depth"] = 0,
            ["refspecs"] = new JsonArray("+refs/heads/main:refs/remotes/origin/main", "+refs/tags/*:refs/tags/*"),
        };
        scene.Job.Set("GIT_STRATEGY", "fetch").Script("echo version=$ODAGRUN_GIT_VERSION");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("version=v1.2\n", result.Trace, StringComparison.Ordinal);
        Assert.Equal("from git", await File.ReadAllTextAsync(
            scene.Image.File("builds", "group", "app", "greeting.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Job_WithArtifacts_TakesThemAndLeavesItsOwn()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.Artifacts[42] = ZipFile.Of(("dep/a.txt", "from the other job"));
        scene.Job.Payload["dependencies"] = new JsonArray(new JsonObject
        {
            ["id"] = 42,
            ["name"] = "compile",
            ["token"] = "dependency-token",
            ["artifacts_file"] = new JsonObject { ["filename"] = "artifacts.zip", ["size"] = 1 },
        });
        scene.Job.Payload["artifacts"] = new JsonArray(
            new JsonObject
            {
                ["name"] = "${WHAT}-${CI_SERVER}",
                ["paths"] = new JsonArray("out/", "../../etc"),
                ["when"] = "on_success",
                ["artifact_type"] = "archive",
                ["artifact_format"] = "zip",
            },
            new JsonObject
            {
                ["paths"] = new JsonArray("out/never"),
                ["when"] = "on_failure",
                ["artifact_type"] = "archive",
                ["artifact_format"] = "zip",
            },
            new JsonObject
            {
                ["paths"] = new JsonArray("junit.xml"),
                ["when"] = "always",
                ["artifact_type"] = "junit",
                ["artifact_format"] = "gzip",
            });
        scene.Job.Set("WHAT", "build").Script("cat dep/a.txt", "mkdir out", "echo made > out/file", "echo '<testsuites/>' > junit.xml");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("from the other job", result.Trace, StringComparison.Ordinal);
        Assert.Equal(["build-yes.zip", "artifacts.gz"], scene.GitLab.Uploads.Select(upload => upload.FileName));
        Assert.Equal("made\n", ZipFile.Read(scene.GitLab.Uploads[0].Content, "out/file"));
        Assert.Contains("artifact_type=junit", scene.GitLab.Uploads[1].Query, StringComparison.Ordinal);
        Assert.DoesNotContain("dependency-token", result.Trace, StringComparison.Ordinal);
    }
}
