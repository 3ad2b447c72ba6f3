using System.Globalization;

namespace Odagrun.Bench;

/// <summary>Times that stand in a job's log, in front of its lines.</summary>
internal static class JobTimes
{
    /// <summary>The time of the first line that the condition holds for.</summary>
    public static DateTimeOffset Of(string log, Func<string, bool> isIt)
    {
        var line = log.Split('\n').FirstOrDefault(isIt) ?? throw new InvalidOperationException($"a line is missing in the log:\n{log}");
        return DateTimeOffset.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }

    /// <summary>The time of what the script prints, not of the command as it is shown.</summary>
    public static DateTimeOffset Printed(string log, string marker) =>
        Of(log, line => line.EndsWith(marker, StringComparison.Ordinal) && !line.Contains('$', StringComparison.Ordinal));
}
