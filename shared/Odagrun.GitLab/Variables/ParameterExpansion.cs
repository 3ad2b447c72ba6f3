using System.Text;

namespace Odagrun.GitLab.Variables;

/// <summary>
/// Parameter expansion as POSIX shells have it (XCU 2.6.2), with bash's <c>/</c>, <c>//</c>, <c>^^</c> and <c>,,</c>:
/// <c>$V ${V} ${V:-d} ${V:=d} ${V:+a} ${V:?m} ${#V} ${V#p} ${V##p} ${V%s} ${V%%s}</c>.
/// </summary>
public static class ParameterExpansion
{
    /// <summary>Replaces all references in the text; a lone dollar sign stays.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lookup">A variable's value; null where there is none.</param>
    /// <param name="assign">Told of values that <c>${V:=d}</c> gives; null: nobody keeps them.</param>
    /// <exception cref="ExpansionException">A reference that cannot be read, or <c>${V:?message}</c> without a value.</exception>
    public static string Expand(string text, Func<string, string?> lookup, Action<string, string>? assign = null)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '$')
            {
                result.Append(text[at++]);
                continue;
            }

            at += Reference(text.AsSpan(at), lookup, assign, out var value);
            result.Append(value);
        }

        return result.ToString();
    }

    /// <summary>Reads the reference at the start of <paramref name="text"/> (a dollar sign) and returns its length.</summary>
    public static int Reference(ReadOnlySpan<char> text, Func<string, string?> lookup, Action<string, string>? assign, out string value)
    {
        if (text is ['$', '{', ..])
        {
            var end = ClosingBrace(text[1..]) + 1;
            value = end > 0
                ? new BracedReference(text[2..end].ToString(), lookup, assign).Evaluate()
                : throw new ExpansionException($"'{text}' lacks its closing brace");
            return end + 1;
        }

        var length = NameLength(text[1..]);
        if (length == 0 && text.Length > 1 && text[1] is '?' or '#' or '@' or '*' or '!' or '-' or (>= '0' and <= '9'))
        {
            length = 1;
        }

        value = length == 0 ? "$" : lookup(text.Slice(1, length).ToString()) ?? "";
        return 1 + length;
    }

    /// <summary>How many characters of the text's start are a name.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length
            && (char.IsAsciiLetter(text[length]) || text[length] == '_' || (length > 0 && char.IsAsciiDigit(text[length]))))
        {
            length++;
        }

        return length;
    }

    /// <summary>
    /// Where the brace stands that closes the one that <paramref name="text"/> begins with; braces inside belong to references inside.
    /// -1: nowhere.
    /// </summary>
    internal static int ClosingBrace(ReadOnlySpan<char> text)
    {
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }
}
