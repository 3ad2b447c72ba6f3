using System.Text;
using Odagrun.GitLab.Payload;

namespace Odagrun.Functions.Preparing;

/// <summary>
/// Puts variables into a name as GitLab Runner does (Go's os.Expand): <c>$NAME</c> and <c>${NAME}</c>, in one pass; unknown ones are
/// empty, <c>$$</c> is a dollar sign. The last variable of a name wins.
/// </summary>
internal static class VariableExpansion
{
    public static string Expand(string text, IReadOnlyList<JobVariable> variables)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at++]);
                continue;
            }

            var (name, length) = NameAt(text, at + 1);
            result.Append(name == "$" ? "$" : Find(name, variables));
            at += 1 + length;
        }

        return result.ToString();
    }

    private static (string Name, int Length) NameAt(string text, int at)
    {
        if (text[at] == '{')
        {
            var end = text.IndexOf('}', at);
            return end < 0 ? ("", 1) : (text[(at + 1)..end], end - at + 1);
        }

        if (!IsNameChar(text[at]) || char.IsAsciiDigit(text[at]))
        {
            return (text[at].ToString(), 1);
        }

        var length = text.AsSpan(at).IndexOfAnyExcept(NameChars);
        length = length < 0 ? text.Length - at : length;
        return (text.Substring(at, length), length);
    }

    private static string Find(string name, IReadOnlyList<JobVariable> variables) =>
        variables.LastOrDefault(variable => variable.Key == name)?.Value ?? "";

    private static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static readonly System.Buffers.SearchValues<char> NameChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
}
