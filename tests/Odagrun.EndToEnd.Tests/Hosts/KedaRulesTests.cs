using Odagrun.Stack.Keda;
using static Odagrun.Stack.Keda.TriggerReading;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>The model of KEDA that the wake-up tests drive processes by.</summary>
public sealed class KedaRulesTests
{
    private readonly DateTimeOffset _begin = DateTimeOffset.UnixEpoch;
    private readonly ScaledObject _scaled = new(TimeSpan.FromSeconds(60));

    [Fact]
    public void Triggers_OneActive_WakesWhateverTheOthersSay() => Assert.Equal(1, Decide(0, 0, Inactive, Error, Active));

    [Fact]
    public void Triggers_Inactive_SleepOnlyAfterTheCooldown()
    {
        Decide(0, 0, Active);

        Assert.Equal(1, Decide(59, 1, Inactive));
        Assert.Equal(0, Decide(60, 1, Inactive));
    }

    [Fact]
    public void Triggers_WithAnErrorAndNoneActive_KeepWhatIsThere()
    {
        Assert.Equal(0, Decide(0, 0, Error, Inactive));
        Decide(1, 0, Active);
        Assert.Equal(1, Decide(1000, 1, Error, Inactive));
        Assert.Equal(0, Decide(1001, 1, Inactive, Inactive));
    }

    private int Decide(int seconds, int replicas, params TriggerReading[] readings) =>
        _scaled.Decide(readings, replicas, _begin + TimeSpan.FromSeconds(seconds));
}
