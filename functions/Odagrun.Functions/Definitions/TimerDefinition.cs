namespace Odagrun.Functions.Definitions;

/// <summary>
/// A function that a timer triggers, and once at every start: a wake is a start. The runtime keeps no record of a timer that fires
/// more often than once a minute, so none of ours may need one.
/// </summary>
internal sealed record TimerDefinition(string Name, string Schedule) : FunctionDefinition(Name)
{
    /// <summary>What the invocation's data is called.</summary>
    public const string Binding = "timer";

    /// <summary>The time between two runs that take no time.</summary>
    public TimeSpan Interval => FunctionSchedules.IntervalOf(Schedule);
}
