using System.Collections.Concurrent;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>Remembers for a while what may not be read, so that nobody asks for each job again.</summary>
internal sealed class UnreadableSources(TimeProvider clock, TimeSpan memory)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool Has(string what) => _until.TryGetValue(what, out var until) && clock.GetUtcNow() < until;

    public void Note(string what) => _until[what] = clock.GetUtcNow() + memory;
}
