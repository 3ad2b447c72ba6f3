namespace Odagrun.Functions.Definitions;

/// <summary>
/// When timers fire, as the Functions runtime's NCRONTAB (seconds first). They do not overlap: while a run lasts, none begins.
/// </summary>
internal static class FunctionSchedules
{
    /// <summary>Each second: a run asks for a while, and the next follows it at once.</summary>
    public const string PollGitLab = "*/1 * * * * *";

    public const string Reconcile = "*/10 * * * * *";

    /// <summary>The time between two occurrences of a schedule of whole seconds.</summary>
    public static TimeSpan IntervalOf(string schedule) =>
        schedule.EndsWith(" * * * * *", StringComparison.Ordinal) && schedule.StartsWith("*/", StringComparison.Ordinal)
            ? TimeSpan.FromSeconds(int.Parse(
                schedule.AsSpan(2, schedule.IndexOf(' ', StringComparison.Ordinal) - 2), System.Globalization.CultureInfo.InvariantCulture))
            : throw new FormatException($"'{schedule}' is no schedule of whole seconds: */N * * * * *");
}
