using System.Text.RegularExpressions;

namespace Odagrun.Lab.Rules;

/// <summary>Patterns written <c>/…/flags</c>.</summary>
internal static class Pattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>The pattern, or null when the text is none.</summary>
    public static Regex? TryParse(string? text)
    {
        var end = text?.LastIndexOf('/') ?? -1;
        if (text is null || end < 1 || text[0] != '/')
        {
            return null;
        }

        var options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        foreach (var flag in text[(end + 1)..])
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                _ => RegexOptions.None,
            };
        }

        try
        {
            return new Regex(text[1..end].Replace("\\/", "/", StringComparison.Ordinal), options, Limit);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
