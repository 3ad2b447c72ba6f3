using System.Text;

namespace Odagrun.Masking.Forms;

/// <summary>
/// How shells write a value down: in single quotes (as <c>set -x</c> shows it), in double quotes, with backslashes (<c>printf %q</c>), as
/// <c>$'…'</c>.
/// </summary>
internal static class ShellForms
{
    private const string Plain = "-_./:=@%+,";

    public static IEnumerable<string> Of(string secret)
    {
        yield return secret.Replace("'", "'\\''", StringComparison.Ordinal);
        yield return secret.Replace("'", "'\"'\"'", StringComparison.Ordinal);
        yield return Backslash(secret, static c => c is '"' or '\\' or '$' or '`');
        yield return Backslash(secret, static c => c is '"' or '\\' or '$' or '`' or '!');
        yield return Backslash(secret, static c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && !Plain.Contains(c));
        yield return Backslash(secret, static c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && (c == ',' || !Plain.Contains(c)));
        yield return DollarQuoted(secret);
    }

    private static string Backslash(string text, Func<char, bool> special)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = special(c) ? escaped.Append('\\').Append(c) : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string DollarQuoted(string text) => Backslash(text, static c => c is '\'' or '\\')
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);
}
