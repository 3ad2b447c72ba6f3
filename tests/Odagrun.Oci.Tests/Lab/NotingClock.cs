using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>A clock that the test moves, and that notes what is waited for.</summary>
internal sealed class NotingClock : FakeTimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyCollection<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Enqueue(dueTime);
        return timer;
    }
}
