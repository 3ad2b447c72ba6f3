using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Tests.Commands.Calling;

namespace Odagrun.Executor.Tests.Commands;

/// <summary>How a command is found, and what is said where there is none.</summary>
public sealed class CommandTableTests
{
    [Theory]
    [InlineData("/.odagrun/bin/greet", "--to_name=Ada")]
    [InlineData("greet", "--to_name=Ada")]
    [InlineData("/.odagrun/bin/odagrun", "greet --to_name=Ada")]
    public async Task Command_ByLinkOrArgument_IsFound(string invokedAs, string arguments)
    {
        var run = await RunAsync(invokedAs, arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("name=Ada", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ThatIsNone_IsAnErrorWithASuggestion()
    {
        var run = await RunAsync("odagrun", "gret --to_name=Ada");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("there is no command 'gret'; did you mean 'greet'?", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    public async Task Help_ListsTheCommandsInGroups(string arguments)
    {
        var run = await RunAsync("odagrun", arguments);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Files and variables\n  greet ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("help greet")]
    [InlineData("greet --help")]
    public async Task Help_OfACommand_IsThatCommands(string arguments) =>
        Assert.Contains("usage: greet [options]", (await RunAsync("odagrun", arguments)).Output, StringComparison.Ordinal);

    [Fact]
    public void Names_OfTheLinks_AreThoseOfTheCommands()
    {
        var commands = CommandList.Create(new CommandConsole(TextWriter.Null, TextWriter.Null, _ => null), TimeProvider.System).Commands;
        Assert.Equal(
            commands.OfType<IntegratedCommand>().Select(command => command.Name).Order(StringComparer.Ordinal),
            CommandNames.Integrated.Order(StringComparer.Ordinal));
    }

    private static async Task<CommandRun> RunAsync(string invokedAs, string arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var table = new CommandTable([new GreetCommand(new CommandConsole(output, error, _ => null))], output, error);
        var exitCode = await table.RunAsync(
            invokedAs, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
