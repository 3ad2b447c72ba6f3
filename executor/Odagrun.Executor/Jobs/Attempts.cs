using System.Globalization;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Jobs;

/// <summary>
/// GET_SOURCES_ATTEMPTS and its like: how often a part of the job is tried, and how long it rests between (reference: B1).
/// </summary>
internal sealed record Attempts(int Count)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    /// <summary>From 1, which is the default, to 10.</summary>
    internal static Attempts Read(VariableSet variables, string name) =>
        new(int.TryParse(variables[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 10) : 1);

    /// <summary>The rest after the given attempt, counted from 1.</summary>
    internal static TimeSpan Delay(int attempt) => TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << (attempt - 1), LongestDelay.Ticks));

    /// <summary>What the log says of an attempt that failed.</summary>
    internal string Describe(int attempt, string? message, string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"\e[33m{message}\nAttempt {attempt} of {Count} failed; the next one is in {Delay(attempt).TotalSeconds:0} s, {what}\e[0;m\n");
}
