using System.Globalization;
using k8s;
using k8s.Models;

namespace Odagrun.Kubernetes.Watching;

/// <summary>
/// What a watch has seen, by group and name. Deleted objects are kept for a while: how a pod ended is often said in its last state
/// only.
/// </summary>
internal sealed class ObjectCache<T>(Func<T, string?> groupOf, TimeProvider clock)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>How long deleted objects are kept.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, Observed<T>>> _groups = new(StringComparer.Ordinal);
    private readonly Queue<(DateTimeOffset Since, string Group, string Name)> _gone = new();

    /// <summary>The objects of a group, those deleted lately too.</summary>
    public IReadOnlyList<Observed<T>> Find(string group)
    {
        lock (_lock)
        {
            return _groups.TryGetValue(group, out var objects) ? [.. objects.Values] : [];
        }
    }

    /// <summary>All objects that are there.</summary>
    public IReadOnlyList<T> All()
    {
        lock (_lock)
        {
            return [.. _groups.Values.SelectMany(objects => objects.Values).Where(seen => !seen.IsGone).Select(seen => seen.Object)];
        }
    }

    /// <summary>Notes an object's state; gives its group where that is news.</summary>
    public string? Put(T item, bool isGone)
    {
        if (groupOf(item) is not { } group)
        {
            return null;
        }

        // Half of an object's size, and nobody reads it.
        item.Metadata.ManagedFields = null;
        lock (_lock)
        {
            Prune();
            var objects = _groups.TryGetValue(group, out var there) ? there : _groups[group] = new(StringComparer.Ordinal);
            if (objects.TryGetValue(item.Metadata.Name, out var known) && IsOlder(item, known.Object))
            {
                return null;
            }

            Set(objects, group, item, isGone);
            return group;
        }
    }

    /// <summary>Takes a list over: what is not in it is gone. Gives the groups in which something changed.</summary>
    public IReadOnlyCollection<string> Replace(IEnumerable<T> items)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            listed.Add(item.Metadata.Name);
            if (Put(item, isGone: false) is { } group)
            {
                changed.Add(group);
            }
        }

        lock (_lock)
        {
            foreach (var (group, objects) in _groups)
            {
                foreach (var missing in objects.Values.Where(seen => !seen.IsGone && !listed.Contains(seen.Object.Metadata.Name)).ToList())
                {
                    Set(objects, group, missing.Object, isGone: true);
                    changed.Add(group);
                }
            }
        }

        return changed;
    }

    /// <summary>Forgets a group's deleted objects.</summary>
    public void Forget(string group)
    {
        lock (_lock)
        {
            if (_groups.TryGetValue(group, out var objects))
            {
                foreach (var name in objects.Where(seen => seen.Value.IsGone).Select(seen => seen.Key).ToList())
                {
                    Remove(objects, group, name);
                }
            }
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _groups.Clear();
            _gone.Clear();
        }
    }

    private void Set(Dictionary<string, Observed<T>> objects, string group, T item, bool isGone)
    {
        var now = clock.GetUtcNow();
        objects[item.Metadata.Name] = new Observed<T>(item, isGone ? now : null);
        if (isGone)
        {
            _gone.Enqueue((now, group, item.Metadata.Name));
        }
    }

    private void Prune()
    {
        while (_gone.TryPeek(out var oldest) && clock.GetUtcNow() - oldest.Since > Memory)
        {
            _gone.Dequeue();
            if (_groups.TryGetValue(oldest.Group, out var objects) && objects.TryGetValue(oldest.Name, out var seen)
                && seen.GoneSince == oldest.Since)
            {
                Remove(objects, oldest.Group, oldest.Name);
            }
        }
    }

    private void Remove(Dictionary<string, Observed<T>> objects, string group, string name)
    {
        objects.Remove(name);
        if (objects.Count == 0)
        {
            _groups.Remove(group);
        }
    }

    // Versions are compared as numbers, as the API server's own caches do; where one is none, what comes later counts.
    private static bool IsOlder(T item, T known) =>
        item.Metadata.Uid == known.Metadata.Uid && Version(item.Metadata.ResourceVersion) is { } mine
            && Version(known.Metadata.ResourceVersion) is { } theirs && mine < theirs;

    internal static ulong? Version(string? text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
