using Microsoft.Extensions.Time.Testing;
using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class ReservationsTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Reservations _reservations;
    private readonly HashSet<string> _pods = [];

    public ReservationsTests() => _reservations = new Reservations(_clock);

    [Fact]
    public void Take_NearAFullQuota_GivesTheLastPlaceOnce()
    {
        Assert.Equal(RoomResult.Fits, Take("a-1"));
        Assert.Equal(RoomResult.FitsLater, Take("a-2"));

        _reservations.Release("a-1");

        Assert.Equal(RoomResult.Fits, Take("a-2"));
    }

    [Fact]
    public void Take_ForTheSameJobAgain_FindsItsOwnPlace()
    {
        Take("a-1");

        Assert.Equal(RoomResult.Fits, Take("a-1"));
        Assert.Single(_reservations.All(_pods.Contains));
    }

    [Fact]
    public void Take_WhenThePodIsThere_LeavesTheCountingToTheQuotaAMomentLater()
    {
        Take("a-1");
        _pods.Add("a-1");

        Assert.Equal(RoomResult.FitsLater, Take("a-2"));
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(RoomResult.Fits, Take("a-2"));
    }

    [Fact]
    public void All_OfAPodThatNeverAppears_ForgetsItInTheEnd()
    {
        Take("a-1");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_reservations.All(_pods.Contains));
        _clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Empty(_reservations.All(_pods.Contains));
    }

    // One of two places is used.
    private RoomResult Take(string job)
    {
        var pod = Pods.Of(Pods.Container("cpu=1"));
        var demand = PodDemand.Of(pod, []);
        return _reservations.Take(
            job, pod, demand, _pods.Contains,
            reserved => QuotaRule.Of(Pods.Quota("pods=2", "pods=1"), pod, demand, reserved)!.Check(demand)).Result;
    }
}
