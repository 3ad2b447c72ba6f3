namespace Odagrun.Executor.Tests.Published;

/// <summary>Bad input ends with a clear word and the right reason, or is coped with.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task Payload_WithFieldOfWrongKind_NamesIt()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Payload["steps"] = "nonsense";
        var result = await scene.Job.RunAsync();
        Assert.Equal("failed", result.State);
        Assert.Equal("RunnerConfigurationError", result.Termination?.Reason);
        Assert.Contains("'$.steps'", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_WithoutToken_IsLeftToTheFunctions()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Payload["token"] = null;
        var result = await scene.Job.RunAsync();
        Assert.Equal(ExitCode.HandoverUnreadable, result.ExitCode);
        Assert.False(result.Termination?.Reported);
        Assert.Contains("no token", result.Termination?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WithNul_NamesTheEntry()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("echo fine", "echo a\0b");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", Reason: "runner_configuration_error" }, result.ToString());
        Assert.Contains("script: entry 2 has a NUL character (U+0000) at position 7", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WithCarriageReturns_RunsWithoutThem()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("echo one\r", "if true; then\r\n  echo two\r\nfi\r\n");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\none\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\ntwo\n", result.Trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo behind")]
    [InlineData("printf '\\377\\376\\n'; echo behind")]
    public async Task Output_OfAnyKind_IsTaken(string line)
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script(line);
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString()[..500]);
        Assert.Contains("\nbehind\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_ByTheThousands_AreAllThere()
    {
        await using var scene = await JobScene.CreateAsync();
        for (var i = 0; i < 5000; i++)
        {
            scene.Job.Set($"V{i}", $"value {i} of a usual length, as it were");
        }

        scene.Job.Script("env | tr -cd '\\n' | wc -c", "bash -c 'echo last=$V4999'");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("last=value 4999 of", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variable_OfOneMegabyte_StaysInTheShellAndIsSaid()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Set("BIG", new string('x', 1 << 20)).Set("BIG_FILE", new string('y', 1 << 20), file: true)
            .Script("echo in-shell=${#BIG}", "bash -c 'echo in-program=${#BIG}'", "cat $BIG_FILE | wc -c");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("WARNING: the variable BIG has 1,048,576 bytes", result.Trace, StringComparison.Ordinal);
        Assert.Contains("in-shell=1048576\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("in-program=0\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\n1048576\n", result.Trace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/builds", "mode=775,size=2m")]
    [InlineData("/tmp", "mode=1777,size=16k")]
    public async Task Disk_ThatIsFull_IsSaid(string directory, string options)
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Mounts.Add((directory, options));
        scene.Job.Script($"dd if=/dev/zero of={directory}/file bs=1M count=20", "echo not-reached");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", Reason: "script_failure" }, result.ToString());
        Assert.Contains("No space left on device", result.Trace, StringComparison.Ordinal);
        Assert.Contains("ERROR: Job failed: exit code 1", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_TooSmallForFileVariables_FailsTheJobAsSystemFailure()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Mounts.Add(("/builds", "mode=775,size=1m"));
        scene.Job.Set("BIG_FILE", new string('y', 4 << 20), file: true).Script("echo not-reached");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", Reason: "runner_system_failure" }, result.ToString());
        Assert.Contains("the pod's disk is full", result.Trace, StringComparison.Ordinal);
    }
}
