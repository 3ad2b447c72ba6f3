using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Odagrun.Executor.Tests.Published;

/// <summary>A job that is stopped while a server keeps it waiting: no part may outlast the stop.</summary>
public sealed class StopInPartsTests
{
    // Longer than any test may take: what ends before has noticed.
    private static readonly TimeSpan Forever = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_InGetSources_IsNoticed(bool cancel)
    {
        var reached = new TaskCompletionSource();
        await using var git = await GitScene.CreateAsync();
        git.Server.Intercept = context => HoldAsync(context, reached);
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Script("touch ran").AfterScript("touch after-ran");

        var result = await StopAsync(scene, reached, cancel ? () => scene.GitLab.JobStatus = "canceling" : scene.Job.Terminate);

        Check(scene, result, cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_InArtifactDownload_IsNoticed(bool cancel)
    {
        var reached = new TaskCompletionSource();
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.Before = context => context.Request.Method == "GET" ? HoldAsync(context, reached) : Task.CompletedTask;
        scene.Job.Payload["dependencies"] = new JsonArray(
            new JsonObject { ["id"] = 42, ["name"] = "compile", ["artifacts_file"] = new JsonObject { ["filename"] = "artifacts.zip" } });
        scene.Job.Script("touch ran").AfterScript("touch after-ran");

        var result = await StopAsync(scene, reached, cancel ? () => scene.GitLab.JobStatus = "canceling" : scene.Job.Terminate);

        Check(scene, result, cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_InArtifactUpload_IsNoticed(bool cancel)
    {
        var reached = new TaskCompletionSource();
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.Before = context => context.Request.Method == "POST" ? HoldAsync(context, reached) : Task.CompletedTask;
        scene.Job.Payload["artifacts"] = new JsonArray(
            new JsonObject { ["paths"] = new JsonArray("big"), ["artifact_type"] = "archive", ["artifact_format"] = "zip" });
        scene.Job.Script("head -c 4000000 /proc/self/exe /bin/* > big");

        var result = await StopAsync(scene, reached, cancel ? () => scene.GitLab.JobStatus = "canceled" : scene.Job.Terminate);

        Assert.True(result.Termination is { State: "failed" }, result.ToString());
        Assert.Equal(cancel ? "JobCanceled" : "RunnerInterrupted", result.Termination.Reason);
        Assert.Empty(scene.GitLab.Uploads);
    }

    private static async Task<JobResult> StopAsync(JobScene scene, TaskCompletionSource reached, Action stop)
    {
        await scene.Job.StartAsync();
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        stop();
        return await scene.Job.EndAsync();
    }

    private static void Check(JobScene scene, JobResult result, bool cancel)
    {
        Assert.True(result.State == "failed", result.ToString());
        Assert.Equal(cancel ? "JobCanceled" : "RunnerInterrupted", result.Termination?.Reason);
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "ran")));
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "after-ran")));
    }

    private static async Task<bool> HoldAsync(HttpContext context, TaskCompletionSource reached)
    {
        reached.TrySetResult();
        await Task.Delay(Forever, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return true;
    }
}
