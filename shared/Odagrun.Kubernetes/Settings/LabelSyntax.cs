using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Settings;

/// <summary>The grammar of labels (apimachinery's validation).</summary>
internal static class LabelSyntax
{
    /// <summary>A key of a label or annotation: an optional DNS prefix and a name of at most 63 characters.</summary>
    public static bool IsKey(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? IsName(text) : DnsName.IsSubdomain(text[..slash]) && IsName(text[(slash + 1)..]);
    }

    /// <summary>A label's value: empty, or a name.</summary>
    public static bool IsValue(string text) => text.Length == 0 || IsName(text);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
}
