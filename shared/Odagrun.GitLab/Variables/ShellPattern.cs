using System.Text;

namespace Odagrun.GitLab.Variables;

/// <summary>A pattern of the shell (<c>* ? [a-z] [!x]</c>, backslash quotes) as it is matched against the value of a variable.</summary>
internal sealed class ShellPattern(string pattern)
{
    /// <summary>Length of the shortest or longest start of the text that matches; 0 where none does.</summary>
    internal int Prefix(string text, bool isLongest) =>
        Lengths(text.Length, isLongest).FirstOrDefault(length => Matches(text.AsSpan(0, length), pattern));

    /// <summary>Length of the shortest or longest end of the text that matches; 0 where none does.</summary>
    internal int Suffix(string text, bool isLongest) =>
        Lengths(text.Length, isLongest).FirstOrDefault(length => Matches(text.AsSpan(text.Length - length), pattern));

    /// <summary>Replaces the first or every longest match.</summary>
    internal string Replace(string text, string replacement, bool isAll)
    {
        var result = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var length = Prefix(text[at..], isLongest: true);
            if (length == 0)
            {
                result.Append(text[at++]);
                continue;
            }

            result.Append(replacement);
            at += length;
            if (!isAll)
            {
                break;
            }
        }

        return result.Append(text.AsSpan(at)).ToString();
    }

    private static IEnumerable<int> Lengths(int longest, bool isLongest) =>
        isLongest ? Enumerable.Range(0, longest + 1).Reverse() : Enumerable.Range(0, longest + 1);

    private static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        if (pattern[0] == '*')
        {
            for (var i = 0; i <= text.Length; i++)
            {
                if (Matches(text[i..], pattern[1..]))
                {
                    return true;
                }
            }

            return false;
        }

        return !text.IsEmpty && One(text[0], pattern, out var length) && Matches(text[1..], pattern[length..]);
    }

    private static bool One(char letter, ReadOnlySpan<char> pattern, out int length)
    {
        length = 1;
        switch (pattern[0])
        {
            case '?':
                return true;
            case '\\' when pattern.Length > 1:
                length = 2;
                return pattern[1] == letter;
            case '[' when pattern[1..].IndexOf(']') is > 0 and var end:
                length = end + 2;
                return InSet(letter, pattern.Slice(1, end));
            default:
                return pattern[0] == letter;
        }
    }

    private static bool InSet(char letter, ReadOnlySpan<char> set)
    {
        var isNegated = set[0] is '!' or '^';
        var rest = isNegated ? set[1..] : set;
        var found = false;
        for (var i = 0; i < rest.Length; i++)
        {
            if (i + 2 < rest.Length && rest[i + 1] == '-')
            {
                found |= letter >= rest[i] && letter <= rest[i + 2];
                i += 2;
            }
            else
            {
                found |= letter == rest[i];
            }
        }

        return found != isNegated;
    }
}
