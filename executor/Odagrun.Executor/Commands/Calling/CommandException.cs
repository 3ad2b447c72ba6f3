namespace Odagrun.Executor.Commands.Calling;

/// <summary>A command that fails; the message says what was tried, what came back and what to do.</summary>
internal sealed class CommandException(string message, int exitCode = ExitCode.CommandFailed) : Exception(message)
{
    internal int ExitCode { get; } = exitCode;
}
