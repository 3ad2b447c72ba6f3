using System.Text;
using Odagrun.Lab;
using Odagrun.Stack;

namespace Odagrun.Cli.Tests.Register;

public sealed class RegisterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_ThatTheLabTakes_IsKeptInAFileForItsOwnerOnly()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Cancellation);
        var runner = lab.CreateRunner();
        using var directory = WorkDirectory.Create("register");
        var file = directory.File("deep/runner-token");

        var run = await CliRun.RunAsync(["register", "--url", lab.Url, "--output-file", file], input: runner.Token + "\n");

        Assert.True(run.Code == ExitCodes.Ok, run.All);
        Assert.Equal(runner.Token, (await File.ReadAllTextAsync(file, Cancellation)).Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Contains($"Odagrun__Runners__0__TokenFile={file}", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(runner.Token, run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ThatTheLabDoesNotKnow_IsNotKept()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Cancellation);
        using var directory = WorkDirectory.Create("register");
        var file = directory.File("runner-token");

        var run = await CliRun.RunAsync(["register", "--url", lab.Url, "--output-file", file], input: "glrt-wrong-and-secret");

        Assert.Equal(ExitCodes.TokenRefused, run.Code);
        Assert.False(File.Exists(file));
        Assert.Contains("GitLab refuses the token", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("glrt-wrong-and-secret", run.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_ForACluster_IsKeptInASecretThatIsMadeOrRenewed()
    {
        await using var gitLab = await GitLabStandIn.ValidAsync();
        await using var cluster = await ClusterStandIn.StartAsync();
        string[] arguments = ["register", "--url", $"http://{gitLab.Host}", "--namespace", "odagrun", "--kubeconfig", cluster.Kubeconfig];

        var first = await CliRun.RunAsync(arguments, input: "glrt-first");
        var second = await CliRun.RunAsync(arguments, input: "glrt-second");

        Assert.True(first.Code == ExitCodes.Ok && second.Code == ExitCodes.Ok, first.All + second.All);
        Assert.Equal("glrt-second",
            Encoding.UTF8.GetString(Convert.FromBase64String(cluster.Secrets["odagrun-runner"]["data"]!["token"]!.ToString())));
    }

    [Fact]
    public async Task GitLab_OutOfReach_IsUnavailableAndNothingIsKept()
    {
        using var directory = WorkDirectory.Create("register");
        await File.WriteAllTextAsync(directory.File("token"), "glrt-a", Cancellation);

        var run = await CliRun.RunAsync(
            ["register", "--url", $"http://127.0.0.1:{FreePort.Next()}", "--output-file", directory.File("kept"), "--token-file",
                directory.File("token")]);

        Assert.Equal(ExitCodes.Unavailable, run.Code);
        Assert.False(File.Exists(directory.File("kept")));
    }

    [Theory]
    [InlineData("--url", "https://gitlab.example.com")]
    [InlineData("--url", "https://gitlab.example.com", "--namespace", "a", "--output-file", "b")]
    [InlineData("--url", "gitlab.example.com", "--namespace", "a")]
    [InlineData("--namespace", "a")]
    [InlineData("--url", "https://gitlab.example.com", "--namespace", "a", "--token", "glrt-in-the-process-list")]
    public async Task Arguments_ThatAreWrong_AreRefused(params string[] arguments)
    {
        Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(["register", .. arguments], input: "glrt-a")).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    public async Task Input_ThatIsNoToken_IsRefused(string input)
    {
        Assert.Equal(ExitCodes.Usage,
            (await CliRun.RunAsync(["register", "--url", "https://gitlab.example.com", "--namespace", "a"], input: input)).Code);
    }
}
