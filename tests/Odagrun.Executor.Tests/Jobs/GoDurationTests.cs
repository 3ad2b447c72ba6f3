using Odagrun.Executor.Jobs;

namespace Odagrun.Executor.Tests.Jobs;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("1h30m", 5400)]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("500ms", 0.5)]
    public void TryParse_OfADuration_ReadsIt(string text, double seconds)
    {
        Assert.True(GoDuration.TryParse(text, out var span));
        Assert.Equal(seconds, span.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 minutes")]
    public void TryParse_OfOtherText_Refuses(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData(3600, "1h0m0s")]
    [InlineData(90, "1m30s")]
    [InlineData(2, "2s")]
    public void Format_OfASpan_IsAsGoWritesIt(double seconds, string expected) =>
        Assert.Equal(expected, GoDuration.Format(TimeSpan.FromSeconds(seconds)));
}
