using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Executor.Commands.Copying;
using Odagrun.Executor.Shells;
using Odagrun.Executor.Tests.Commands.Calling;
using Odagrun.Executor.Tests.Servers;
using Odagrun.Executor.Variables;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Commands.Copying;

/// <summary><c>copy</c>, within the test's process.</summary>
public sealed class CopyCommandTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("copy");
    private readonly Dictionary<string, string> _variables = new() { ["NAME"] = "Ada", ["EMPTY"] = "" };

    public CopyCommandTests() => _variables["GITLAB_ENV"] = _directory.File("env");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Copy_OfAFileWithSubstitution_ReplacesVariables()
    {
        await WriteAsync("in", "hello ${NAME}, ${MISSING:-you}\n$1 $@ \\$NAME costs 3$\n");
        var run = await CopyAsync("--from_file=in", "--to_file=deep/er/out", "--substitute");
        Assert.Equal((0, "copy: in → deep/er/out, 36 bytes\n"), (run.ExitCode, run.Output));
        Assert.Equal("hello Ada, you\n$1 $@ $NAME costs 3$\n", await ReadAsync("deep/er/out"));
    }

    [Fact]
    public async Task Copy_OfAFile_KeepsBytesAndMode()
    {
        byte[] bytes = [0, 255, 254, (byte)'$', (byte)'N', 10];
        await File.WriteAllBytesAsync(_directory.File("in"), bytes, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(_directory.File("in"), (UnixFileMode)0x1C0);
        Assert.Equal(0, (await CopyAsync("--from_file=in", "--to_file=out", "--quiet")).ExitCode);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.File("out"), TestContext.Current.CancellationToken));
        Assert.Equal((UnixFileMode)0x1C0, File.GetUnixFileMode(_directory.File("out")));
        Assert.Equal(2, Directory.GetFiles(_directory.Path).Length);
    }

    [Fact]
    public async Task Copy_ToAFileThatIs_ReplacesOrAppends()
    {
        await WriteAsync("out", "old");
        await CopyAsync("--from_text=new", "--to_file=out");
        Assert.Equal("new", await ReadAsync("out"));
        var run = await CopyAsync("--from_text= and more", "--to_file=out", "--append", "--quiet");
        Assert.Equal("", run.Output);
        Assert.Equal("new and more", await ReadAsync("out"));
    }

    [Fact]
    public async Task Copy_OntoItself_Substitutes()
    {
        await WriteAsync("file", "$NAME");
        await CopyAsync("--from_file=file", "--to_file=file", "--substitute");
        Assert.Equal("Ada", await ReadAsync("file"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("it's\nseveral \\lines\n with $NAME")]
    [InlineData("")]
    public async Task Copy_ToAVariable_ReachesNextLinesAndNextScripts(string text)
    {
        var run = await CopyAsync($"--from_text={text}", "--to_var=V");
        Assert.Equal("", run.Error);
        var variables = new VariableSet();
        EnvironmentFile.Load(_directory.File("env"), variables);
        Assert.Equal(text, variables["V"]);
        var at = 0L;
        Assert.Equal([("V", text)], ScriptExports.Read(_directory.File("env"), ref at));
        Assert.Empty(ScriptExports.Read(_directory.File("env"), ref at));
    }

    [Fact]
    public async Task Copy_ToAVariable_AppendsAndDropsLineEndsAtTheEnd()
    {
        await WriteAsync("env", "OPEN=line");
        await WriteAsync("in", " Lovelace\n\n");
        await CopyAsync("--from_file=in", "--to_var=NAME", "--append");
        Assert.Equal("OPEN=line\nNAME=Ada Lovelace\n", await ReadAsync("env"));
    }

    [Theory]
    [InlineData("--if_value=", "out of nothing", false)]
    [InlineData("--if_value=x", "text", true)]
    [InlineData("--if_exists=missing", "text", false)]
    [InlineData("--if_exists=.", "text", true)]
    public async Task Copy_OnACondition_IsDoneOrNot(string condition, string text, bool isDone)
    {
        var run = await CopyAsync(condition, "--from_text", text, "--to_file=out");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(isDone, File.Exists(_directory.File("out")));
        Assert.Equal(!isDone, run.Output.Contains("nothing copied", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ExitCode.CommandFailed, "there is no file missing (looked for at ", "--from_file=missing", "--to_file=out")]
    [InlineData(ExitCode.CommandFailed, "/ is a directory", "--from_file=/", "--to_file=out")]
    [InlineData(ExitCode.CommandFailed, "/ is a directory", "--from_text=x", "--to_file=/")]
    [InlineData(ExitCode.CommandFailed, "text, line 2: '${a.b}' is an expansion that is not known; write \\$", "--from_text=x\n${a.b}",
        "--to_file=out", "--substitute")]
    [InlineData(ExitCode.CommandFailed, "say this", "--from_text=${MISSING:?say this}", "--to_file=out", "--substitute")]
    [InlineData(ExitCode.Usage, "one of --from_file, --from_text, --from_url is needed, and only one; 0 were given", "--to_file=out")]
    [InlineData(ExitCode.Usage, "only one; 2 were given", "--from_text=a", "--to_file=out", "--to_var=X")]
    [InlineData(ExitCode.Usage, "no name of a variable", "--from_text=a", "--to_var=1X")]
    [InlineData(ExitCode.Usage, "no http or https address", "--from_url=file:///etc/passwd", "--to_file=out")]
    [InlineData(ExitCode.Refused, "CI_PROJECT_PATH is protected", "--from_text=evil/path", "--to_var=CI_PROJECT_PATH")]
    public async Task Copy_ThatCannotBe_SaysWhyAndLeavesNothing(int exitCode, string message, params string[] arguments)
    {
        var run = await CopyAsync(arguments);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public async Task Copy_ToAVariableThatIsTooLong_IsRefusedBeforeItBreaksEveryProgram()
    {
        await WriteAsync("in", new string('x', 128 << 10));
        var run = await CopyAsync("--from_file=in", "--to_var=V");
        Assert.Equal(ExitCode.CommandFailed, run.ExitCode);
        Assert.Contains("131,072", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory.File("env")));
    }

    [Fact]
    public async Task Copy_OfWhatIsNoText_SaysSo()
    {
        await File.WriteAllBytesAsync(_directory.File("in"), [255, 254], TestContext.Current.CancellationToken);
        Assert.Contains("no text in UTF-8", (await CopyAsync("--from_file=in", "--to_var=V")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copy_FromAnAddress_LogsInFollowsAndHidesTheLogin()
    {
        await using var server = await LocalServer.StartAsync(application =>
        {
            application.MapGet("/old", (HttpContext context) => Results.Redirect($"http://{context.Request.Host}/new"));
            application.MapGet("/new", () => "moved");
            application.MapGet("/closed", (HttpContext context) => context.Request.Headers.Authorization == "Basic dXNlcjpwQHNz"
                ? Results.Text("opened")
                : Results.StatusCode(401));
        });
        Assert.Equal(0, (await CopyAsync($"--from_url={server.Url}old", "--to_file=out")).ExitCode);
        Assert.Equal("moved", await ReadAsync("out"));
        var address = $"http://user:p%40ss@{server.Url.Authority}/closed?token=secret";
        var run = await CopyAsync($"--from_url={address}", "--to_file=out");
        Assert.Equal($"copy: {server.Url}closed → out, 6 bytes\n", run.Output);
        var refused = await CopyAsync($"--from_url={server.Url}closed", "--to_file=out");
        Assert.Equal((ExitCode.CommandFailed, $"copy: GET {server.Url}closed failed: the server answered 401 Unauthorized\n"),
            (refused.ExitCode, refused.Error));
        Assert.Equal("opened", await ReadAsync("out"));
    }

    [Fact]
    public async Task Copy_FromAServerThatIsBusy_IsTriedAgain()
    {
        var asked = 0;
        await using var server = await LocalServer.StartAsync(application =>
            application.MapGet("/", () => ++asked < 3 ? Results.StatusCode(503) : Results.Text("at last")));
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.Zero };
        var copying = CommandRun.OfAsync(
            console => new CopyCommand(console, clock), _variables, _directory.Path, $"--from_url={server.Url}", "--to_file=out");
        while (!copying.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(copying, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.Equal(0, (await copying).ExitCode);
        Assert.Equal(3, asked);
        Assert.Equal("at last", await ReadAsync("out"));
    }

    private Task<CommandRun> CopyAsync(params string[] arguments) =>
        CommandRun.OfAsync(console => new CopyCommand(console, TimeProvider.System), _variables, _directory.Path, arguments);

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(_directory.File(name), text, TestContext.Current.CancellationToken);

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_directory.File(name), TestContext.Current.CancellationToken);
}
