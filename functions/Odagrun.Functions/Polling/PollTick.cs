namespace Odagrun.Functions.Polling;

/// <summary>How long one run of PollGitLab asks: for a time, until there is nothing more, or (both absent) until it is stopped.</summary>
internal sealed record PollTick(TimeSpan? Duration = null, bool UntilEmpty = false)
{
    /// <summary>Until it is stopped.</summary>
    public static PollTick Endless { get; } = new();
}
