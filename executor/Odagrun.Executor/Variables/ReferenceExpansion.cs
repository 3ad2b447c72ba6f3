using System.Text;

namespace Odagrun.Executor.Variables;

/// <summary>
/// <c>$NAME</c> and <c>${NAME}</c> in the values of job variables, as GitLab's runner replaces them: once, not again in what was put
/// in; <c>$$</c> is a dollar sign, the shell's special parameters and unknown names are empty.
/// </summary>
internal static class ReferenceExpansion
{
    internal static string Expand(string text, Func<string, string?> lookup)
    {
        var dollar = text.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (dollar >= 0)
        {
            result.Append(rest[..dollar]);
            rest = rest[(dollar + 1)..];
            rest = rest[Reference(rest, lookup, result)..];
            dollar = rest.IndexOf('$');
        }

        return result.Append(rest).ToString();
    }

    // Appends what stands for the reference behind a dollar sign and returns its length.
    private static int Reference(ReadOnlySpan<char> rest, Func<string, string?> lookup, StringBuilder result)
    {
        if (rest is ['{', ..])
        {
            var end = rest.IndexOf('}');
            if (end < 0)
            {
                result.Append('$');
                return 0;
            }

            Append(rest[1..end], lookup, result);
            return end + 1;
        }

        if (rest is ['$', ..])
        {
            result.Append('$');
            return 1;
        }

        if (rest is ['*' or '#' or '@' or '!' or '?' or '-' or (>= '0' and <= '9'), ..])
        {
            return 1;
        }

        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
        {
            length++;
        }

        if (length == 0)
        {
            result.Append('$');
        }
        else
        {
            Append(rest[..length], lookup, result);
        }

        return length;
    }

    private static void Append(ReadOnlySpan<char> name, Func<string, string?> lookup, StringBuilder result)
    {
        if (name is "$")
        {
            result.Append('$');
            return;
        }

        result.Append(lookup(name.ToString()));
    }
}
