using System.Text;
using System.Text.RegularExpressions;

namespace Odagrun.Lab.Rules;

/// <summary>File patterns of <c>changes</c> and <c>exists</c>: <c>* ? [a-z] {a,b} **/</c>, hidden files included.</summary>
internal static class Glob
{
    public static bool Matches(string pattern, string path) =>
        Regex.IsMatch(path, ToRegex(pattern.TrimStart('/')), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("^");
        var braces = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            var rest = pattern.AsSpan(i);
            if (rest.StartsWith("**/"))
            {
                regex.Append("(?:.*/)?");
                i += 2;
            }
            else if (rest is "**")
            {
                // At the end of a pattern it is like one star, as in Ruby's fnmatch; GitLab's users mean "all below".
                regex.Append(".*");
                i++;
            }
            else
            {
                braces += Append(regex, pattern, ref i, braces);
            }
        }

        return regex.Append('$').ToString();
    }

    /// <summary>Translates one character or class; gives the change of the depth of braces.</summary>
    private static int Append(StringBuilder regex, string pattern, ref int i, int braces)
    {
        switch (pattern[i])
        {
            case '*':
                regex.Append("[^/]*");
                return 0;
            case '?':
                regex.Append("[^/]");
                return 0;
            case '{':
                regex.Append("(?:");
                return 1;
            case '}' when braces > 0:
                regex.Append(')');
                return -1;
            case ',' when braces > 0:
                regex.Append('|');
                return 0;
            case '[' when pattern.IndexOf(']', i) is var end and > 0:
                regex.Append(pattern.AsSpan(i, end - i + 1));
                i = end;
                return 0;
            case '\\' when i + 1 < pattern.Length:
                regex.Append(Regex.Escape(pattern[++i].ToString()));
                return 0;
            default:
                regex.Append(Regex.Escape(pattern[i].ToString()));
                return 0;
        }
    }
}
