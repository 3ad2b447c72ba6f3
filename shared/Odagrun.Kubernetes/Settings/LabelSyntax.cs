namespace Odagrun.Kubernetes.Settings;

/// <summary>The grammar of labels and names (apimachinery's validation).</summary>
internal static class LabelSyntax
{
    /// <summary>A key of a label or annotation: an optional DNS prefix and a name of at most 63 characters.</summary>
    public static bool IsKey(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? IsName(text) : IsSubdomain(text[..slash]) && IsName(text[(slash + 1)..]);
    }

    /// <summary>A label's value: empty, or a name.</summary>
    public static bool IsValue(string text) => text.Length == 0 || IsName(text);

    /// <summary>A DNS label (RFC 1123): what containers, volumes and short host names are called.</summary>
    public static bool IsDnsLabel(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => IsLower(c) || c == '-') && IsLower(text[0]) && IsLower(text[^1]);

    /// <summary>Dot-separated DNS labels, at most 253 characters.</summary>
    public static bool IsSubdomain(string text) => text.Length is > 0 and <= 253 && text.Split('.').All(IsDnsLabel);

    private static bool IsName(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);

    private static bool IsLower(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
