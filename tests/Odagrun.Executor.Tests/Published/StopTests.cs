using Odagrun.Handover;

namespace Odagrun.Executor.Tests.Published;

/// <summary>Everything that stops a job before its script is done.</summary>
public sealed class StopTests
{
    // It keeps talking, so that the log's sender asks GitLab often.
    private const string Endless = "while true; do echo tick; sleep 0.2; done";

    [Fact]
    public async Task Cancel_InScript_StopsItAndRunsAfterScript()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script(Endless).AfterScript("echo status=$CI_JOB_STATUS");
        var result = await scene.RunAsync("\ntick", () => scene.GitLab.JobStatus = "canceling");
        Assert.Equal("failed", result.State);
        Assert.Contains("status=canceled\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_OfTheWholeJob_StopsAtOnce()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script(Endless).AfterScript("touch after-ran");
        var result = await scene.RunAsync("\ntick", () => scene.GitLab.JobStatus = "canceled");
        Assert.True(result.Termination is { Reported: true, Reason: "JobCanceled" }, result.ToString());
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "after-ran")));
    }

    [Fact]
    public async Task Cancel_BeforeTheStart_RunsNothing()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.JobStatus = "canceling";
        scene.Job.Script("touch ran");
        var result = await scene.Job.RunAsync();
        Assert.Equal("failed", result.State);
        Assert.False(Directory.Exists(scene.Image.File("builds", "group", "app")));
    }

    [Fact]
    public async Task Terminate_InScript_IsReportedAsInterrupted()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("trap 'echo got-term; exit 0' TERM", Endless).AfterScript("touch after-ran");
        var result = await scene.RunAsync("\ntick", scene.Job.Terminate);
        Assert.True(result is { State: "failed", Reason: "runner_interrupted" }, result.ToString());
        Assert.Contains("got-term", result.Trace, StringComparison.Ordinal);
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "after-ran")));
    }

    [Fact]
    public async Task Terminate_OfAScriptThatDoesNotListen_IsReportedBeforeThePodIsKilled()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Environment.Add($"{ExecutorEnvironment.Grace}=6");
        scene.Job.Script("trap '' TERM", Endless);
        var result = await scene.RunAsync("\ntick", scene.Job.Terminate);
        Assert.True(result is { Reason: "runner_interrupted", Termination.Reported: true }, result.ToString());
    }

    [Fact]
    public async Task Terminate_OfAProgramThatBecomesAnother_IsToldToThatToo()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script(
            "trap : TERM", "bash -c 'trap \"exec sleep 600\" TERM; while true; do echo tick; sleep 0.2; done' || echo \"ended with $?\"");
        var result = await scene.RunAsync("\ntick", scene.Job.Terminate);
        Assert.Contains("\nended with 143\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_OfTheJob_EndsIt()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Payload["runner_info"]!["timeout"] = 2;
        scene.Job.Script(Endless).AfterScript("touch after-ran");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", Reason: "job_execution_timeout" }, result.ToString());
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "after-ran")));
    }

    [Fact]
    public async Task Timeout_OfTheScript_StillRunsAfterScript()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Set("RUNNER_SCRIPT_TIMEOUT", "1s").Script(Endless).AfterScript("echo status=$CI_JOB_STATUS");
        var result = await scene.Job.RunAsync();
        Assert.Equal("job_execution_timeout", result.Reason);
        Assert.Contains("status=timedout\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_OfAfterScript_IsAWarning()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Set("RUNNER_AFTER_SCRIPT_TIMEOUT", "1s").Script("true").AfterScript(Endless);
        var result = await scene.Job.RunAsync();
        Assert.Equal("success", result.State);
        Assert.Contains("WARNING: after_script failed", result.Trace, StringComparison.Ordinal);
    }
}
