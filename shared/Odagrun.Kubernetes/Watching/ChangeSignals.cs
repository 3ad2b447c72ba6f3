using System.Collections.Concurrent;

namespace Odagrun.Kubernetes.Watching;

/// <summary>Wakes who waits for a change of a group.</summary>
internal sealed class ChangeSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new(StringComparer.Ordinal);

    /// <summary>Ends at the group's next change. Ask for it first, look at the objects then: so no change is missed.</summary>
    public Task NextAsync(string group) =>
        _waiting.GetOrAdd(group, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Wake(string group)
    {
        if (_waiting.TryRemove(group, out var waiter))
        {
            waiter.TrySetResult();
        }
    }

    public void WakeAll()
    {
        foreach (var group in _waiting.Keys)
        {
            Wake(group);
        }
    }
}
