using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Any text as a label's value: what does not fit becomes a dash or falls off; the whole text stands in an annotation.</summary>
internal static class LabelText
{
    private const int MaxLength = 63;

    public static string Of(string text)
    {
        if (LabelSyntax.IsValue(text))
        {
            return text;
        }

        Span<char> fitting = text.Length <= 1024 ? stackalloc char[text.Length] : new char[text.Length];
        for (var at = 0; at < text.Length; at++)
        {
            fitting[at] = char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' ? text[at] : '-';
        }

        var trimmed = fitting.Trim("-_.");
        return (trimmed.Length <= MaxLength ? trimmed : trimmed[..MaxLength].TrimEnd("-_.")).ToString();
    }
}
