using Odagrun.Executor.Commands;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Tests.Commands.Calling;

/// <summary>One call of a command inside the test's own process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    internal static async Task<CommandRun> OfAsync(
        Func<CommandConsole, IExecutorCommand> command, IReadOnlyDictionary<string, string> variables, string directory,
        params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = new CommandConsole(output, error, variables.GetValueOrDefault, directory);
        var exitCode = await command(console).RunAsync(arguments, TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    internal static Task<CommandRun> OfAsync(Func<CommandConsole, IExecutorCommand> command, params string[] arguments) =>
        OfAsync(command, new Dictionary<string, string>(), "/", arguments);
}
