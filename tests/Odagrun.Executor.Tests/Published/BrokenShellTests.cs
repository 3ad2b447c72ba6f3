namespace Odagrun.Executor.Tests.Published;

/// <summary>Images whose shell is there and can't be run.</summary>
public sealed class BrokenShellTests
{
    private const UnixFileMode Executable = (UnixFileMode)0x1ED;

    [Theory]
    [InlineData("#!/no/such/interpreter\n",
        "/bin/bash cannot be started: No such file or directory; the image's shell needs a loader or a library that the image lacks")]
    [InlineData("neither a program nor a script\n",
        "/bin/bash cannot be started: Exec format error; the image's shell is no program for this machine")]
    public async Task Shell_ThatCannotBeStarted_FailsTheJobWithTheCause(string content, string expected)
    {
        await using var scene = await JobScene.CreateAsync();
        var shell = scene.Image.File("bin", "bash");
        await File.WriteAllTextAsync(shell, content, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(shell, Executable);
        scene.Job.Script("echo not-reached").AfterScript("echo not-reached");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", Reason: "runner_system_failure" }, result.ToString());
        Assert.Contains(expected, result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("\nnot-reached\n", result.Trace, StringComparison.Ordinal);
        Assert.True(result.Termination is { Reported: true }, result.ToString());
    }

    [Fact]
    public async Task Shell_ThatDies_IsTheScriptsFailure()
    {
        await using var scene = await JobScene.CreateAsync();
        var shell = scene.Image.File("bin", "bash");
        File.Move(shell, scene.Image.File("bin", "real-bash"));
        await File.WriteAllTextAsync(shell, "#!/bin/real-bash\nkill -SEGV $$\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(shell, Executable);
        scene.Job.Script("echo not-reached");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", Reason: "script_failure", ScriptExitCode: 128 + 11 }, result.ToString());
    }

    [Fact]
    public async Task Shell_ThatNobodyMayRun_IsNone()
    {
        await using var scene = await JobScene.CreateAsync();
        File.SetUnixFileMode(scene.Image.File("bin", "bash"), UnixFileMode.UserRead);
        scene.Job.Script("hello GREETING 3");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", Reason: "script_failure", ScriptExitCode: 3 }, result.ToString());
    }
}
