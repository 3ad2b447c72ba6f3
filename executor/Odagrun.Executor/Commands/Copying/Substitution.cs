using System.Text;
using Odagrun.Executor.Commands.Calling;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Commands.Copying;

/// <summary>
/// <c>--substitute</c>: <c>$NAME</c> and <c>${…}</c> as a POSIX shell has them (<see cref="ParameterExpansion"/>). Unlike there, <c>$1</c>,
/// <c>$@</c> and their like stay as they are, for a text has no arguments and may well be a script; <c>\$</c> is a dollar sign.
/// </summary>
internal static class Substitution
{
    internal static string Apply(string text, Func<string, string?> variable, string origin)
    {
        // ${NAME:=value} holds for the rest of the text.
        var assigned = new Dictionary<string, string>(StringComparer.Ordinal);
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] == '$')
            {
                result.Append('$');
                at += 2;
            }
            else if (text[at] == '$' && at + 1 < text.Length
                && (text[at + 1] == '{' || ParameterExpansion.NameLength(text.AsSpan(at + 1)) > 0))
            {
                at += Reference(text, at, name => assigned.GetValueOrDefault(name) ?? variable(name), assigned, origin, out var value);
                result.Append(value);
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return result.ToString();
    }

    private static int Reference(
        string text, int at, Func<string, string?> lookup, Dictionary<string, string> assigned, string origin, out string value)
    {
        try
        {
            return ParameterExpansion.Reference(text.AsSpan(at), lookup, (name, word) => assigned[name] = word, out value);
        }
        catch (ExpansionException e)
        {
            var line = text.AsSpan(0, at).Count('\n') + 1;
            throw new CommandException($"{origin}, line {line}: {First(e.Message)}; write \\$ for a dollar sign that is to stay");
        }
    }

    // The message may hold all the rest of the text.
    private static string First(string message) => message.Length <= 200 ? message : message[..200] + "…";
}
