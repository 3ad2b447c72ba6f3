using System.Text.RegularExpressions;

namespace Odagrun.Masking.Forms;

/// <summary>Percent-encoding as the usual libraries do it: all but unreserved characters, JavaScript's exceptions, forms' plus, lower-case digits.</summary>
internal static partial class UrlForms
{
    public static IEnumerable<string> Of(string secret)
    {
        var strict = Uri.EscapeDataString(WithoutLoneSurrogates(secret));
        var javaScript = strict.Replace("%21", "!", StringComparison.Ordinal).Replace("%27", "'", StringComparison.Ordinal)
            .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal).Replace("%2A", "*", StringComparison.Ordinal);
        foreach (var form in new[] { strict, javaScript, strict.Replace("~", "%7E", StringComparison.Ordinal) })
        {
            var plus = form.Replace("%20", "+", StringComparison.Ordinal);
            yield return form;
            yield return plus;
            yield return LowerDigits(form);
            yield return LowerDigits(plus);
        }
    }

    private static string LowerDigits(string form) => Escape().Replace(form, match => match.Value.ToLowerInvariant());

    private static string WithoutLoneSurrogates(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));

    [GeneratedRegex("%[0-9A-F]{2}")]
    private static partial Regex Escape();
}
