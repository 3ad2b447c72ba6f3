namespace Odagrun.Executor.Tests.Published;

/// <summary>What a script of the published executor sees, and what it cannot see.</summary>
public sealed class ScriptTests
{
    [Fact]
    public async Task Script_LookingIntoTheExecutor_IsDenied()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("cat /proc/1/environ || echo denied-environ", "cat /proc/1/maps || echo denied-maps",
            "ls /proc/1/fd || echo denied-fd", "env", "head -c 100000 /.odagrun/job/envelope | base64");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.All(
            ["denied-environ\n", "denied-maps\n", "denied-fd\n"], text => Assert.Contains(text, result.Trace, StringComparison.Ordinal));
        Assert.All(
            [scene.Job.Key, "ODAGRUN_JOB_", PodJob.JobToken], text => Assert.DoesNotContain(text, result.Trace, StringComparison.Ordinal));
        Assert.Contains("FROM_IMAGE=yes", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_WithFileAndMaskedVariables_SeesContentAndHidesSecret()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Set("CERTIFICATE", "line 1\nline 2", file: true).Set("PASSWORD", "correct-horse-battery", masked: true)
            .Script("cat $CERTIFICATE", "ls -l $CERTIFICATE", "echo \"password=$PASSWORD\"", "echo -n \"$PASSWORD\" | base64");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("line 2", result.Trace, StringComparison.Ordinal);
        Assert.Contains("-rw-------", result.Trace, StringComparison.Ordinal);
        Assert.Contains("password=[MASKED]", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse-battery", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String("correct-horse-battery"u8), result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AfterScript_AfterGitLabEnv_SeesOnlyWhatWasLeftThere()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("echo KEPT=1 >> $GITLAB_ENV", "echo CI_PROJECT_PATH=evil/path >> $GITLAB_ENV", "LOST=2", "cd /").AfterScript(
            "echo \"kept=$KEPT lost=$LOST path=$CI_PROJECT_PATH in $PWD\"");
        var result = await scene.Job.RunAsync();
        Assert.Contains("kept=1 lost= path=group/app in /builds/group/app\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_LeavingBackgroundProcesses_EndsAndTheyAreHeard()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("sleep 1000 & echo started", "(while [ ! -e go ]; do sleep 0.05; done; echo late; touch heard) &")
            .AfterScript("touch go; while [ ! -e heard ]; do sleep 0.05; done");
        var result = await scene.Job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\nlate\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ReadingItsInput_GetsNothing()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("cat", "echo behind");
        var result = await scene.Job.RunAsync();
        Assert.Contains("\nbehind\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_OnBothStreams_IsStampedByStream()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Set("FF_TIMESTAMPS", "true").Script("echo to-out", "echo to-err >&2");
        var result = await scene.Job.RunAsync();
        Assert.Contains("Z 01O to-out\n", result.Trace, StringComparison.Ordinal);
        Assert.Contains("Z 01E to-err\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineRunner_WithItsLanguage_RunsIt()
    {
        await using var scene = await JobScene.CreateAsync(ImageFamily.Scratch);
        scene.Job.Set("GREETING", "hi").Script(
            "export A='x  y' && hello A # a comment",
            "hello GREETING > file.txt || false",
            "! false; B=\"1 $A\" hello B | hello -; echo \"code=$?\"",
            "[ -s file.txt ] && echo 'has $content'",
            "cd / && pwd >> /builds/group/app/file.txt",
            "if true; then echo no; fi");
        var result = await scene.Job.RunAsync();
        Assert.True(result is { State: "failed", ScriptExitCode: 2 }, result.ToString());
        Assert.All(["hello x  y\n", "hello 1 x  y\n", "code=0\n", "has $content\n", "does not know 'if'"],
            text => Assert.Contains(text, result.Trace, StringComparison.Ordinal));
        Assert.Equal("hello hi\n/\n",
            await File.ReadAllTextAsync(scene.Image.File("builds", "group", "app", "file.txt"), TestContext.Current.CancellationToken));
    }
}
