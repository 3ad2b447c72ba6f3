using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Git;

namespace Odagrun.Executor.Commands;

/// <summary>All that this program can be called for.</summary>
internal static class CommandList
{
    internal static CommandTable Create(CommandConsole console, TimeProvider clock) => new(
        [
            new RunJobCommand(clock),
            new RunServiceCommand(clock),
            new GetSourcesCommand(new GitCheckout(clock), new GitInspector(), console.Output, console.Error),
        ],
        console.Output,
        console.Error);
}
