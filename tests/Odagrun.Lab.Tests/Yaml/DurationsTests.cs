using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Tests.Yaml;

public sealed class DurationsTests
{
    [Theory]
    [InlineData("42", 42)]
    [InlineData("90 seconds", 90)]
    [InlineData("3 mins 4 sec", 184)]
    [InlineData("2h20min", 8400)]
    [InlineData("1 week and 1 day", 691200)]
    [InlineData("1h 30m", 5400)]
    [InlineData("1.5 hours", 5400)]
    [InlineData("2 months", 5184000)]
    public void TryParse_Words_GivesSeconds(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("3 parsecs")]
    [InlineData("1h and a bit")]
    public void TryParse_OtherText_IsRefused(string text) => Assert.False(Durations.TryParse(text, out _));
}
