using Microsoft.Extensions.Time.Testing;
using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.DockerHub;
using Odagrun.Executor.Tests.Commands.Calling;
using Odagrun.Executor.Tests.Servers;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Commands.DockerHub;

/// <summary>The commands for Docker Hub, against a stand-in with its shapes.</summary>
public sealed class HubCommandTests : IAsyncLifetime
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("hub");
    private readonly Dictionary<string, string> _variables = new() { ["DOCKER_CREDENTIALS"] = HubStandIn.Credentials };
    private HubStandIn? _hub;

    private HubStandIn Hub => _hub!;

    public async ValueTask InitializeAsync()
    {
        _hub = await HubStandIn.StartAsync();
        _variables[HubClient.RootVariable] = Hub.Url.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SetDescription_OfARepository_SetsTexts(bool isOld)
    {
        Hub.IsOld = isOld;
        Hub.Repositories["group/app"] = new() { ["is_private"] = false };
        var run = await DescribeAsync("--image=docker.io/group/app", "--description=short", "--full_description=# long");
        Assert.Equal((0, "DockerHub_set_description: group/app is described\n", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(
            """{"is_private":false,"description":"short","full_description":"# long"}""", Hub.Repositories["group/app"].ToJsonString());
    }

    [Theory]
    [InlineData("--set-private", "private", true)]
    [InlineData("--set-private=yes", "public", true)]
    [InlineData("--set-private=no", "private", false)]
    [InlineData("--set-private=auto", "private", true)]
    [InlineData("--set-private=auto", "internal", true)]
    [InlineData("--set-private=auto", "public", false)]
    [InlineData("--set-private=none", "private", null)]
    public async Task SetPrivate_OfEachWord_ChangesVisibility(string option, string visibility, bool? expected)
    {
        _variables["CI_PROJECT_VISIBILITY"] = visibility;
        Hub.Repositories["group/app"] = [];
        var run = await DescribeAsync("--image=group/app", "--description=x", option);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(expected, Hub.Repositories["group/app"]["is_private"]?.GetValue<bool>());
    }

    [Theory]
    [InlineData("public", false)]
    [InlineData("private", true)]
    [InlineData("", true)]
    public async Task SetDescription_WhereThereIsNoRepository_MakesIt(string visibility, bool isPrivate)
    {
        _variables["CI_PROJECT_VISIBILITY"] = visibility;
        var run = await DescribeAsync("--image=group/new", "--description=x");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(isPrivate, Hub.Repositories["group/new"]["is_private"]!.GetValue<bool>());
        Assert.Equal("x", Hub.Repositories["group/new"]["description"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("ODAGRUN_REVERSE_PROJECT_PATH_SLUG", "README.md", "app-group", "from README.md")]
    [InlineData("ODAGRUN_REVERSE_PROJECT_PATH_SLUG,ODAGRUN_IMAGE_REFNAME", "README.md,description.md", "from ODAGRUN_IMAGE_REFNAME",
        "from description.md")]
    [InlineData("ODAGRUN_IMAGE_REFNAME,ODAGRUN_IMAGE_TITLE,ODAGRUN_IMAGE_DESCRIPTION", "README.md", "from ODAGRUN_IMAGE_TITLE",
        "from ODAGRUN_IMAGE_DESCRIPTION")]
    public async Task SetDescription_WithoutTexts_FallsBackInOrder(string variables, string files, string expected, string expectedFull)
    {
        foreach (var name in variables.Split(','))
        {
            _variables[name] = name == "ODAGRUN_REVERSE_PROJECT_PATH_SLUG" ? "app-group" : $"from {name}";
        }

        foreach (var name in files.Split(','))
        {
            await File.WriteAllTextAsync(_directory.File(name), $"from {name}", TestContext.Current.CancellationToken);
        }

        await DescribeAsync("--image=group/app");
        Assert.Equal(expected, Hub.Repositories["group/app"]["description"]!.GetValue<string>());
        Assert.Equal(expectedFull, Hub.Repositories["group/app"]["full_description"]!.GetValue<string>());
    }

    [Fact]
    public async Task SetDescription_WithTextsThatAreTooLong_CutsThemAndSaysSo()
    {
        var run = await DescribeAsync(
            "--image=group/app", "--description=" + new string('ä', 120), "--full_description=" + new string('ä', 20_000));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("100", run.Error, StringComparison.Ordinal);
        Assert.Contains("40,000 bytes", run.Error, StringComparison.Ordinal);
        Assert.Equal(100, Hub.Repositories["group/app"]["description"]!.GetValue<string>().Length);
        Assert.Equal(12_500, Hub.Repositories["group/app"]["full_description"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task SetDescription_WithNothingToSet_SaysSo()
    {
        var run = await DescribeAsync("--image=group/app");
        Assert.Equal(ExitCode.CommandFailed, run.ExitCode);
        Assert.Contains("there is nothing to set", run.Error, StringComparison.Ordinal);
        Assert.Empty(Hub.Requests);
    }

    [Theory]
    [InlineData("--image=group/app:old")]
    [InlineData("--image=group/app", "--reference=old")]
    public async Task DeleteTag_ThatIs_DeletesIt(params string[] arguments)
    {
        Hub.Tags.UnionWith(["group/app:old", "group/app:latest"]);
        var run = await RunAsync(console => new DeleteTagCommand(console, TimeProvider.System), arguments);
        Assert.Equal((0, "DockerHub_delete_tag: group/app:old is deleted\n"), (run.ExitCode, run.Output));
        Assert.Equal(["group/app:latest"], Hub.Tags);
    }

    [Fact]
    public async Task DeleteRepository_ThatIs_DeletesIt()
    {
        Hub.Repositories["group/app"] = [];
        var run = await RunAsync(console => new DeleteRepositoryCommand(console, TimeProvider.System), "--image=group/app");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Empty(Hub.Repositories);
    }

    [Fact]
    public async Task Login_OfTheCommandLineOrOfDocker_IsUsed()
    {
        Hub.Tags.UnionWith(["group/app:1", "group/app:2"]);
        _variables["DOCKER_CREDENTIALS"] = "nonsense";
        Assert.Equal(0, (await DeleteTagAsync("--image=group/app:1", $"--credentials={HubStandIn.Credentials}")).ExitCode);
        _variables.Remove("DOCKER_CREDENTIALS");
        _variables["DOCKER_AUTH_CONFIG"] = $$"""{"auths":{"https://index.docker.io/v1/":{"auth":"{{HubStandIn.Credentials}}"} } }""";
        Assert.Equal(0, (await DeleteTagAsync("--image=group/app:2")).ExitCode);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "--image=NAMESPACE/NAME is missing")]
    [InlineData(ExitCode.Usage, "is not on Docker Hub", "--image=quay.io/group/app:1")]
    [InlineData(ExitCode.Usage, "is no NAMESPACE/NAME", "--image=Group/App:1")]
    [InlineData(ExitCode.Usage, "which tag of group/app?", "--image=group/app")]
    [InlineData(ExitCode.CommandFailed, "--credentials is no base64 of user:password", "--image=group/app:1", "--credentials=secret!")]
    [InlineData(ExitCode.CommandFailed, "Docker Hub answered 401 (Incorrect authentication credentials)", "--image=group/app:1",
        "--credentials=YWRhOndyb25n")]
    [InlineData(
        ExitCode.CommandFailed, "deleting the tag group/app:1 failed: Docker Hub answered 404 (object not found)", "--image=group/app:1")]
    public async Task Command_ThatCannotBe_SaysWhyAndHidesTheLogin(int exitCode, string message, params string[] arguments)
    {
        var run = await DeleteTagAsync(arguments);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.All(
            ["secret", "wrong", "YWRhOndyb25n", "token-of"], text => Assert.DoesNotContain(text, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_WithoutALogin_TellsHowToGiveOne()
    {
        _variables.Remove("DOCKER_CREDENTIALS");
        Assert.Contains(
            "DOCKER_CREDENTIALS, base64 of user:token", (await DeleteTagAsync("--image=group/app:1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteRepository_WithATag_IsRefused() =>
        Assert.Equal(ExitCode.Usage,
            (await RunAsync(console => new DeleteRepositoryCommand(console, TimeProvider.System), "--image=group/app:1")).ExitCode);

    [Fact]
    public async Task Token_ThatMayOnlyRead_IsToldWhichRightsItNeeds()
    {
        Hub.IsReadOnly = true;
        var run = await DescribeAsync("--image=group/app", "--description=x");
        Assert.Contains("403 (insufficient scope); the token needs the rights read, write and delete", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_ThatIsBusy_IsAskedAgainWhenItSays()
    {
        Hub.Tags.Add("group/app:1");
        Hub.Trouble(429, "30");
        Hub.Trouble(503);
        var clock = new FakeTimeProvider();
        var running = RunAsync(console => new DeleteTagCommand(console, clock), "--image=group/app:1");
        var waited = TimeSpan.Zero;
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20, TestContext.Current.CancellationToken));
            clock.Advance(TimeSpan.FromSeconds(1));
            waited += TimeSpan.FromSeconds(1);
        }

        var run = await running;
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("429 Too Many Requests; again in 30 s", run.Error, StringComparison.Ordinal);
        Assert.True(waited > TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Hub_ThatIsBusyForLong_IsNotWaitedFor()
    {
        Hub.Trouble(429, "3600");
        var run = await DeleteTagAsync("--image=group/app:1");
        Assert.Equal(ExitCode.CommandFailed, run.ExitCode);
        Assert.Contains("Docker Hub answered 429; too many requests", run.Error, StringComparison.Ordinal);
    }

    private Task<CommandRun> DescribeAsync(params string[] arguments) =>
        RunAsync(console => new SetDescriptionCommand(console, TimeProvider.System), arguments);

    private Task<CommandRun> DeleteTagAsync(params string[] arguments) =>
        RunAsync(console => new DeleteTagCommand(console, TimeProvider.System), arguments);

    private Task<CommandRun> RunAsync(Func<CommandConsole, IExecutorCommand> command, params string[] arguments) =>
        CommandRun.OfAsync(command, _variables, _directory.Path, arguments);
}
