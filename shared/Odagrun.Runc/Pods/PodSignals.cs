using System.Collections.Concurrent;
using Odagrun.Jobs.Tickets;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>
/// Wakes who waits for a pod when one of its files in the watched directory comes or goes: one watch for all pods, since a user
/// may have few of them.
/// </summary>
internal sealed class PodSignals : IDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);
    private readonly FileSystemWatcher _watcher;
    private readonly Children _children;

    public PodSignals(StorePaths paths, Children children)
    {
        _children = children;
        _watcher = new FileSystemWatcher(paths.Signals) { NotifyFilter = NotifyFilters.FileName };
        _watcher.Created += (_, change) => Wake(change.Name);
        _watcher.Renamed += (_, change) => Wake(change.Name);
        _watcher.Deleted += (_, change) => Wake(change.Name);
        _watcher.Error += (_, _) => WakeAll();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Ends at the next change of the pod's files. Ask for it first, look at the files then: so no change is missed.</summary>
    public Task NextAsync(JobName job) =>
        _waiting.GetOrAdd(job.ToString(), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Dispose()
    {
        _watcher.Dispose();
        WakeAll();
    }

    private void Wake(string? file)
    {
        _children.Reap();
        if (Path.GetFileNameWithoutExtension(file) is { } job && _waiting.TryRemove(job, out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    private void WakeAll()
    {
        foreach (var job in _waiting.Keys)
        {
            Wake(job + ".");
        }
    }
}
