using System.Globalization;
using System.Text.RegularExpressions;

namespace Odagrun.Lab.Yaml;

/// <summary>Durations in words: <c>1h 30m</c>, <c>2 weeks and 3 days</c>, plain seconds.</summary>
internal static partial class Durations
{
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            duration = TimeSpan.FromSeconds(seconds);
            return true;
        }

        var rest = Part().Replace(text.Trim(), "");
        if (text.Trim().Length == 0 || rest.Replace("and", "", StringComparison.Ordinal).Trim(' ', ',').Length > 0)
        {
            return false;
        }

        foreach (Match part in Part().Matches(text))
        {
            duration += double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * Unit(part.Groups[2].Value);
        }

        return true;
    }

    private static TimeSpan Unit(string name) => name switch
    {
        "s" or "sec" or "secs" or "second" or "seconds" => TimeSpan.FromSeconds(1),
        "m" or "min" or "mins" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "h" or "hr" or "hrs" or "hour" or "hours" => TimeSpan.FromHours(1),
        "d" or "day" or "days" => TimeSpan.FromDays(1),
        "w" or "week" or "weeks" => TimeSpan.FromDays(7),
        "mo" or "mos" or "month" or "months" => TimeSpan.FromDays(30),
        _ => TimeSpan.FromDays(365.25),
    };

    [GeneratedRegex(
        @"(\d+(?:\.\d+)?)\s*(seconds?|secs?|s|minutes?|mins?|months?|mos?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)(?![a-z])")]
    private static partial Regex Part();
}
