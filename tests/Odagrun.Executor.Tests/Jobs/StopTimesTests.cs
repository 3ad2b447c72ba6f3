using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Tests.Jobs;

public sealed class StopTimesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(3600)]
    public void Of_AnyGrace_LeavesTimeForGitLabAfterTheScriptsAndForTheLastWordAfterBoth(int seconds)
    {
        var grace = TimeSpan.FromSeconds(seconds);

        var times = StopTimes.Of(grace);

        Assert.InRange(times.Scripts, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.InRange(times.Scripts, TimeSpan.Zero, times.All / 2);
        Assert.InRange(times.All, TimeSpan.Zero, grace * 0.8);
    }
}
