using System.CommandLine;

namespace Odagrun.Executor.Commands.Calling;

/// <summary>What <c>COMMAND --help</c> prints.</summary>
internal static class CommandHelp
{
    private const int Column = 30;

    internal static void Print(IntegratedCommand command, Command syntax, TextWriter writer)
    {
        writer.WriteLine($"{command.Name}: {command.Summary}");
        writer.WriteLine();
        writer.WriteLine($"usage: {command.Name} [options]{string.Concat(syntax.Arguments.Select(argument => $" [{argument.Name} …]"))}");
        foreach (var argument in syntax.Arguments)
        {
            Print(writer, argument.Name, argument.Description);
        }

        foreach (var option in syntax.Options.Where(option => !option.Hidden))
        {
            Print(writer, option.Name + option.HelpName, option.Description);
        }

        if (command.Example is { } example)
        {
            writer.WriteLine();
            writer.WriteLine($"example: {example}");
        }
    }

    private static void Print(TextWriter writer, string name, string? description)
    {
        writer.WriteLine(
            name.Length < Column - 3 ? $"  {name.PadRight(Column - 2)}{description}" : $"  {name}\n{new string(' ', Column)}{description}");
    }
}
