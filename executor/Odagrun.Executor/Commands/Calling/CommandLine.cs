using System.CommandLine;

namespace Odagrun.Executor.Commands.Calling;

/// <summary>
/// Reads a command line by a command's syntax, with the habits of getopt that System.CommandLine lacks: <c>--name=</c> is an empty
/// value, an option whose value may be left out takes it behind <c>=</c> only, and an unknown option is never taken for a word.
/// </summary>
/// <param name="syntax">The command's options and words.</param>
/// <param name="leftOut">What an option means whose value is left out; options that are not in it need theirs.</param>
internal sealed class CommandLine(Command syntax, IReadOnlyDictionary<Option, string> leftOut)
{
    // No @files: a text or a path may begin with that character.
    private static readonly ParserConfiguration Configuration = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Reads it.</summary>
    /// <exception cref="CommandException">It makes no sense; the message says what to write instead.</exception>
    internal ParseResult Read(IReadOnlyList<string> arguments)
    {
        var result = syntax.Parse([.. Words(arguments)], Configuration);
        return result.Errors is [var first, ..] ? throw Refusal(first.Message.TrimEnd('.')) : result;
    }

    private List<string> Words(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word == "--")
            {
                words.AddRange(arguments.Skip(i));
                break;
            }

            if (!word.StartsWith('-') || word.Length == 1)
            {
                words.Add(word);
                continue;
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var option = Find(equals < 0 ? word : word[..equals]);
            var value = equals >= 0 ? word[(equals + 1)..] : null;
            if (value is null && leftOut.TryGetValue(option, out var meant))
            {
                value = meant;
            }
            else if (value is null && option.Arity.MinimumNumberOfValues > 0 && i + 1 < arguments.Count)
            {
                value = arguments[++i];
            }

            words.AddRange(value switch { null => [option.Name], "" => [option.Name, ""], _ => [$"{option.Name}={value}"] });
        }

        return words;
    }

    // Hyphen or underscore: names of the original have the one, names of today the other.
    private Option Find(string name) =>
        syntax.Options.FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name) || Plain(option.Name) == Plain(name))
        ?? throw Refusal(Likeness.Closest(name, syntax.Options.Where(option => !option.Hidden).Select(option => option.Name)) is { } closest
            ? $"there is no option '{name}'; did you mean '{closest}'?"
            : $"there is no option '{name}'");

    private static string Plain(string name) => name.StartsWith("--", StringComparison.Ordinal) ? name.Replace('_', '-') : name;

    private CommandException Refusal(string flaw) => new($"{flaw} ('{syntax.Name} --help' lists what there is)", ExitCode.Usage);
}
