using System.Globalization;
using System.Text;

namespace Odagrun.Masking.Forms;

/// <summary>The inside of a JSON string: escaped as little as JSON demands; with slashes; as Go does; with all that is not ASCII.</summary>
internal static class JsonForms
{
    public static IEnumerable<string> Of(string secret)
    {
        yield return Escape(secret, static _ => false);
        yield return Escape(secret, static _ => false).Replace("/", "\\/", StringComparison.Ordinal);
        yield return Escape(secret, static c => c is '<' or '>' or '&' or '\u2028' or '\u2029');
        yield return Escape(secret, static c => c > '~');
        yield return Escape(secret, static c => c is '<' or '>' or '&' or '\'' or '+' or '`' or '"' or > '~', "X4");
    }

    private static string Escape(string text, Func<char, bool> asCode, string digits = "x4")
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = (asCode(c) ? null : Short(c)) is { } known ? escaped.Append(known)
                : asCode(c) || c < ' ' ? escaped.Append("\\u").Append(((int)c).ToString(digits, CultureInfo.InvariantCulture))
                : escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string? Short(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\b' => "\\b",
        '\f' => "\\f",
        _ => null,
    };
}
