using Microsoft.Extensions.Time.Testing;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Tests.Trace;

public sealed class SendPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void AfterPart_FirstOnes_GoSoonThenTheServerRules()
    {
        var pace = new SendPace(_time);
        pace.Hear(TimeSpan.FromSeconds(60));

        var delays = Enumerable.Range(0, 7).Select(_ => pace.AfterPart().TotalMilliseconds);

        Assert.Equal([200, 300, 500, 1000, 2000, 60_000, 60_000], delays);
    }

    [Fact]
    public void Hear_NothingOrNonsense_KeepsTheInterval()
    {
        var pace = new SendPace(_time);

        pace.Hear(null);
        pace.Hear(TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromSeconds(3), pace.Interval);
    }

    [Fact]
    public void Hear_Hours_IsCapped()
    {
        var pace = new SendPace(_time);

        pace.Hear(TimeSpan.FromHours(5));

        Assert.Equal(TimeSpan.FromMinutes(15), pace.Interval);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    [InlineData(60, 30)]
    public void Silence_FollowsTheServersIntervalFromThreeToThirtySeconds(int? interval, int expected)
    {
        var pace = new SendPace(_time);

        pace.Hear(interval is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal(TimeSpan.FromSeconds(expected), pace.Silence);
    }

    [Fact]
    public void Reset_AtTheEnd_IsTheDefaultAgain()
    {
        var pace = new SendPace(_time);
        pace.Hear(TimeSpan.FromSeconds(60));

        pace.Reset();

        Assert.Equal(SendPace.DefaultInterval, pace.Interval);
    }

    [Fact]
    public void BeforeCall_ManyInAMinute_StaysBelowTheServersLimit()
    {
        var pace = new SendPace(_time);
        var begin = _time.GetUtcNow();
        var inFirstMinute = 0;

        for (var call = 0; call < 400; call++)
        {
            _time.Advance(pace.BeforeCall());
            inFirstMinute += _time.GetUtcNow() - begin < TimeSpan.FromMinutes(1) ? 1 : 0;
        }

        Assert.InRange(inFirstMinute, 100, 199);
        Assert.True(_time.GetUtcNow() - begin >= TimeSpan.FromMinutes(1));
    }
}
