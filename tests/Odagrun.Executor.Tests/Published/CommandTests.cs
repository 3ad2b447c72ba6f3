namespace Odagrun.Executor.Tests.Published;

/// <summary>The integrated commands as scripts call them, in images of every family.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Musl)]
    [InlineData(ImageFamily.Distroless)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Copy_InEveryFamily_SetsVariablesAndWritesFiles(ImageFamily family)
    {
        await using var scene = await JobScene.CreateAsync(family);
        // An image that says nothing of PATH, and a script that spoils it.
        scene.Job.Environment[0] = "PATH=";
        scene.Job.Set("WHO", "Ada").Script(
            "odagrun --help",
            "copy --from_text='hello ${WHO:-you} of ${CI_PROJECT_PATH##*/}' --to_file=deep/file --substitute",
            "copy --from_file=deep/file --to_var=GREETING && /bin/hello GREETING",
            "/bin/hello GREETING",
            "copy --from_text=\"it's $GREETING\" --to_var=SECOND --quiet",
            "export PATH=/nowhere",
            "copy --from_text='and more' --to_file=deep/file --append",
            "copy --from_file=missing --to_file=x --allow-fail",
            "copy --from_file=missing --to_flie=x").AfterScript("/bin/hello SECOND");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", ScriptExitCode: ExitCode.Usage }, result.ToString());
        Assert.All(
            ["Files and variables\n  copy ", "\nhello hello Ada of app\n", "WARNING: copy: there is no file missing",
                "did you mean '--to_file'?", "\nhello it's hello Ada of app\n"],
            text => Assert.Contains(text, result.Trace, StringComparison.Ordinal));
        Assert.Equal(3, result.Trace.Split("hello Ada of app\n").Length - 1);
        Assert.Equal("hello Ada of appand more", await File.ReadAllTextAsync(
            scene.Image.File("builds", "group", "app", "deep", "file"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Copy_FromScriptsWithinTheScript_ReachesTheScript()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script(
            "bash -c 'copy --from_text=1 --to_var=A; copy --from_text=2 --to_var=B'",
            "echo \"a=$A b=$B\"",
            "set -u; false || echo 'still here'",
            "copy --from_text=3 --to_var=A; A=mine",
            "copy --from_text=4 --to_var=B; echo \"a=$A b=$B\"");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\na=1 b=2\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\na=mine b=4\n", result.Trace, StringComparison.Ordinal);
    }
}
