using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Odagrun.Executor.Jobs;

/// <summary>Durations as GitLab Runner's users write and read them: <c>1h30m0s</c>.</summary>
internal static partial class GoDuration
{
    internal static string Format(TimeSpan span) => span switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}h{span.Minutes}m{span.Seconds}s"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}m{span.Seconds}s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s"),
    };

    /// <summary>Reads <c>1h30m</c>, <c>90s</c>, <c>1.5h</c>.</summary>
    internal static bool TryParse([NotNullWhen(true)] string? text, out TimeSpan span)
    {
        span = TimeSpan.Zero;
        if (text is null || Whole().Match(text.Trim()) is not { Success: true } match)
        {
            return false;
        }

        for (var i = 0; i < match.Groups["n"].Captures.Count; i++)
        {
            var number = double.Parse(match.Groups["n"].Captures[i].Value, CultureInfo.InvariantCulture);
            span += number * Unit(match.Groups["u"].Captures[i].Value);
        }

        return true;
    }

    private static TimeSpan Unit(string unit) => unit switch
    {
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "ms" => TimeSpan.FromMilliseconds(1),
        _ => TimeSpan.FromSeconds(1),
    };

    [GeneratedRegex(@"^(?:(?<n>[0-9]+(?:\.[0-9]+)?)(?<u>ms|h|m|s))+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Whole();
}
