using System.Text;

namespace Odagrun.GitLab.Variables;

/// <summary>
/// References in a text: <c>$NAME</c> and <c>${NAME}</c>, with the rules of Go's <c>os.Expand</c>, which GitLab Runner's users rely
/// on: a dollar before anything else stays, <c>$$</c> is a dollar, the shell's special variables are empty, a brace without
/// end or content is swallowed.
/// </summary>
public static class VariableExpansion
{
    /// <summary>Replaces each reference by what <paramref name="value"/> gives for its name; one pass.</summary>
    public static string Expand(string text, Func<string, string> value)
    {
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return text;
        }

        var expanded = new StringBuilder(text.Length * 2);
        var rest = text.AsSpan();
        for (; dollar >= 0 && dollar + 1 < rest.Length; dollar = rest.IndexOf('$'))
        {
            expanded.Append(rest[..dollar]);
            var name = Name(rest[(dollar + 1)..], out var length);
            expanded.Append(length == 0 ? "$" : Resolve(name, value));
            rest = rest[(dollar + 1 + length)..];
        }

        return expanded.Append(rest).ToString();
    }

    /// <summary>
    /// As <see cref="Expand"/>; what is empty there for want of such a name, as in <c>${CI_JOB_NAME#img-}</c>, is what a POSIX shell makes
    /// of it (<see cref="ParameterExpansion"/>), and stays empty where that is nothing either.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="lookup">A variable's value; null where there is none.</param>
    public static string ExpandForms(string text, Func<string, string?> lookup) =>
        Expand(text, name => lookup(name) ?? Evaluate(name, lookup));

    private static string Evaluate(string inner, Func<string, string?> lookup)
    {
        if (ParameterExpansion.NameLength(inner) == inner.Length)
        {
            return "";
        }

        try
        {
            return new BracedReference(inner, lookup, assign: null).Evaluate();
        }
        catch (ExpansionException)
        {
            return "";
        }
    }

    private static string Resolve(ReadOnlySpan<char> name, Func<string, string> value) => name switch
    {
        [] => "",
        ['$'] => "$",
        [var c] when IsSpecial(c) => "",
        _ => value(name.ToString()),
    };

    /// <summary>The name that follows a dollar and how many characters it takes, braces included; 0 for no reference.</summary>
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text, out int length)
    {
        if (text[0] == '{')
        {
            // Over references inside; where there are too few braces, to the first.
            var end = ParameterExpansion.ClosingBrace(text) is var closing and >= 0 ? closing : text.IndexOf('}');
            length = end < 0 ? 1 : end + 1;
            return end < 0 ? [] : text[1..end];
        }

        if (IsSpecial(text[0]))
        {
            length = 1;
            return text[..1];
        }

        length = 0;
        while (length < text.Length && (text[length] == '_' || char.IsAsciiLetterOrDigit(text[length])))
        {
            length++;
        }

        return text[..length];
    }

    private static bool IsSpecial(char c) => c is '*' or '#' or '$' or '@' or '!' or '?' or '-' || char.IsAsciiDigit(c);
}
