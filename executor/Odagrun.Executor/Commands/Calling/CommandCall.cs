using System.CommandLine;

namespace Odagrun.Executor.Commands.Calling;

/// <summary>One call of a command: its options, read and checked, and what is around it.</summary>
internal sealed class CommandCall(ParseResult given, CommandConsole console)
{
    internal CommandConsole Console => console;

    /// <summary>The option's value; its default, or null, where it was not given.</summary>
    internal T? Get<T>(Option<T> option) => given.GetValue(option);

    /// <summary>The words without an option's name.</summary>
    internal T? Get<T>(Argument<T> argument) => given.GetValue(argument);

    /// <summary>Whether the option was given.</summary>
    internal bool Has(Option option) => given.GetResult(option) is { Implicit: false };

    /// <summary>Prints a line of the result.</summary>
    internal void Print(string line) => console.Output.WriteLine(line);

    /// <summary>Prints a warning: the command goes on.</summary>
    internal void Warn(string text) => console.Error.WriteLine($"\e[33mWARNING: {text}\e[0;m");
}
