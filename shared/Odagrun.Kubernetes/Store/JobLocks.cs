using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>One lock per job within this process: against each other, its own workers need no conflict to find out.</summary>
internal sealed class JobLocks
{
    private readonly Dictionary<JobName, Entry> _entries = [];

    /// <summary>The lock, given back by disposal; null when somebody held it for all of <paramref name="patience"/>.</summary>
    public async Task<IDisposable?> TakeAsync(JobName job, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entry = Enter(job);
        var taken = false;
        try
        {
            taken = await entry.Gate.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
            return taken ? new Held(this, job, entry) : null;
        }
        finally
        {
            if (!taken)
            {
                Leave(job, entry);
            }
        }
    }

    private Entry Enter(JobName job)
    {
        lock (_entries)
        {
            var entry = _entries.TryGetValue(job, out var known) ? known : _entries[job] = new Entry();
            entry.Users++;
            return entry;
        }
    }

    private void Leave(JobName job, Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Users == 0)
            {
                _entries.Remove(job);
                entry.Gate.Dispose();
            }
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public int Users { get; set; }
    }

    private sealed class Held(JobLocks locks, JobName job, Entry entry) : IDisposable
    {
        private int _isGiven;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGiven, 1) == 0)
            {
                entry.Gate.Release();
                locks.Leave(job, entry);
            }
        }
    }
}
