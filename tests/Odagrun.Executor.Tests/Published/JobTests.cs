namespace Odagrun.Executor.Tests.Published;

/// <summary>The published executor in images of every family.</summary>
public sealed class JobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Musl)]
    [InlineData(ImageFamily.Distroless)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Job_InEveryFamily_RunsItsScript(ImageFamily family)
    {
        using var image = await ImageRoot.CreateAsync(family, Token);
        await using var gitLab = await FakeGitLab.StartAsync();
        await using var job = new PodJob(image, gitLab).Set("GREETING", "world").Script("hello", "echo done > result.txt", "pwd");
        var result = await job.RunAsync();
        Assert.True(result.State == "success", result.ToString());
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("hello world", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\n/builds/group/app\n", result.Trace, StringComparison.Ordinal);
        Assert.Equal("done\n", await File.ReadAllTextAsync(image.File("builds", "group", "app", "result.txt"), Token));
    }
}
