using System.Text;
using System.Text.RegularExpressions;

namespace Odagrun.Masking.Forms;

/// <summary>Percent-encoding as the usual libraries do it; they differ in what they keep, in blanks, and in the digits' case.</summary>
internal static partial class UrlForms
{
    // RFC 3986; JavaScript's encodeURIComponent and encodeURI; Python's quote; .NET's UrlEncoder; java.net.URLEncoder and forms.
    private static readonly string[] Kept = ["", "!'()*", ";,/?:@&=+$#!'()*", "/", "!$()*,:;@", "*"];

    public static IEnumerable<string> Of(string secret)
    {
        // Through bytes, since half a surrogate pair is no text that could be escaped.
        var strict = Uri.EscapeDataString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(secret)));
        return Kept.Select(kept => Keep(strict, kept))
            .Append(strict.Replace("~", "%7E", StringComparison.Ordinal))
            .SelectMany(form => new[] { form, form.Replace("%20", "+", StringComparison.Ordinal) })
            .SelectMany(form => new[] { form, Escape().Replace(form, match => match.Value.ToLowerInvariant()) })
            .Distinct(StringComparer.Ordinal);
    }

    private static string Keep(string form, string kept) =>
        kept.Aggregate(form, (text, c) => text.Replace(Uri.HexEscape(c), c.ToString(), StringComparison.Ordinal));

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();
}
