namespace Odagrun.Functions.Tickets;

/// <summary>How long a step waits before it is tried again.</summary>
internal static class Delays
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>1, 2, 4 … 30 seconds, by how often the step was put off already.</summary>
    public static TimeSpan Growing(int waits)
    {
        var seconds = TimeSpan.FromSeconds(1 << Math.Clamp(waits, 0, 5));
        return seconds < Longest ? seconds : Longest;
    }
}
