using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Polling;

/// <summary>
/// Whether a job could be kept. A job that GitLab has given can't be handed back, only failed: so nothing is asked for while the store
/// is full or broken, neither at the start of a process nor after a job could not be stored.
/// </summary>
internal sealed class StoreHealth(IJobStore store, TimeProvider clock, ILogger<StoreHealth> logger)
{
    /// <summary>Between two trials.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // A store that can't be tried may take the next job, or fail it: it is asked for more and more rarely.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    // Of a usual payload, twice: the envelope of the prepared job holds it once more.
    private const long LeastRoom = 256 << 10;

    private readonly Lock _lock = new();
    private bool _isTold;
    private bool _isGood;
    private int _lost;
    private long _room = LeastRoom;
    private DateTimeOffset _notBefore;

    /// <summary>What the last trial or job has shown.</summary>
    public bool IsGood
    {
        get
        {
            lock (_lock)
            {
                return _isGood;
            }
        }
    }

    /// <summary>A job of <paramref name="size"/> bytes could not be kept.</summary>
    public void Lost(JobName job, long size, string problem)
    {
        lock (_lock)
        {
            var pause = TimeSpan.FromTicks(Math.Min(Pause.Ticks << Math.Min(_lost++, 10), LongestPause.Ticks));
            _room = Math.Max(_room, 2 * size);
            _isGood = false;
            _isTold = true;
            _notBefore = clock.GetUtcNow() + pause;
            logger.NotStored(job, problem, pause);
        }
    }

    /// <summary>A job was kept.</summary>
    public void Kept()
    {
        lock (_lock)
        {
            _lost = 0;
            _room = LeastRoom;
        }
    }

    /// <summary>Whether to ask for jobs now.</summary>
    public async Task<bool> IsGoodAsync(CancellationToken cancellationToken)
    {
        long room;
        int lost;
        lock (_lock)
        {
            if (_isGood || clock.GetUtcNow() < _notBefore)
            {
                return _isGood;
            }

            (room, lost) = (_room, _lost);
        }

        return Note(await store.FindProblemAsync(room, cancellationToken), lost);
    }

    private bool Note(string? problem, int lost)
    {
        lock (_lock)
        {
            if (lost != _lost)
            {
                // A job has shown otherwise meanwhile.
                return false;
            }

            if (problem is not null && !_isTold)
            {
                logger.StoreBroken(problem, Pause);
            }
            else if (problem is null && _isTold)
            {
                logger.StoreGood();
            }

            _isGood = problem is null;
            _isTold = !_isGood;
            _notBefore = clock.GetUtcNow() + Pause;
            return _isGood;
        }
    }
}
