namespace Odagrun.Functions.Polling;

/// <summary>How long one run of PollGitLab asks: for a time, until there is nothing more, or (both absent) until it is stopped.</summary>
internal sealed record PollTick(TimeSpan? Duration = null, bool UntilEmpty = false)
{
    /// <summary>
    /// What one invocation by a Functions host asks for: the host waits for it when it is to end, so it is short; the next follows at once.
    /// </summary>
    public static PollTick Watch { get; } = new(TimeSpan.FromSeconds(20));

    /// <summary>Until it is stopped.</summary>
    public static PollTick Endless { get; } = new();
}
