namespace Odagrun.Cli.Tests;

/// <summary>The system's clock, wrong by a fixed time.</summary>
internal sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
