using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>
/// Room given to jobs whose pods the quotas do not count yet: the Job is being made, or its controller has not made the pod. Without
/// it, jobs that start at the same time near a full quota would all see the same free place. Of this process only: what two of them
/// give away at once, the Job's controller is refused, and tries again.
/// </summary>
internal sealed class Reservations(TimeProvider clock)
{
    // From a pod's appearance until its quota's new numbers have come in by another watch.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // A pod that has not appeared by then is refused, or its Job was removed.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Reservation> _byJob = new(StringComparer.Ordinal);

    /// <summary>
    /// Asks <paramref name="check"/> with what is reserved for others, and reserves where it finds room. <paramref name="isCounted"/> tells
    /// of a job whether its pod is there.
    /// </summary>
    public Room Take(
        string job, V1PodSpec pod, PodDemand demand, Func<string, bool> isCounted, Func<IReadOnlyCollection<Reservation>, Room> check)
    {
        lock (_lock)
        {
            Settle(isCounted);
            _byJob.Remove(job);
            var room = check(_byJob.Values);
            if (room.Result == RoomResult.Fits)
            {
                _byJob[job] = new Reservation(pod, demand, clock.GetTimestamp());
            }

            return room;
        }
    }

    /// <summary>What is reserved.</summary>
    public IReadOnlyCollection<Reservation> All(Func<string, bool> isCounted)
    {
        lock (_lock)
        {
            Settle(isCounted);
            return [.. _byJob.Values];
        }
    }

    /// <summary>The job's pod will not be made.</summary>
    public void Release(string job)
    {
        lock (_lock)
        {
            _byJob.Remove(job);
        }
    }

    private void Settle(Func<string, bool> isCounted)
    {
        foreach (var (job, reservation) in _byJob)
        {
            if (reservation.CountedSince is { } since
                ? clock.GetElapsedTime(since) > Settling
                : clock.GetElapsedTime(reservation.Since) > Longest)
            {
                _byJob.Remove(job);
            }
            else if (reservation.CountedSince is null && isCounted(job))
            {
                _byJob[job] = reservation with { CountedSince = clock.GetTimestamp() };
            }
        }
    }
}
