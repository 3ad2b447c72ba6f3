using Odagrun.Handover;

namespace Odagrun.Caches.Requests;

/// <summary>What a job asks for, and where to look for it, the best place first; none where it is not to be used.</summary>
public sealed record CacheRequest(EnvelopeCache Entry, IReadOnlyList<CacheCandidate> Candidates)
{
    /// <summary>An entry that can't be kept; the job runs without it.</summary>
    public static CacheRequest Refused(EnvelopeCacheKind kind, string name, string problem, bool mandatory = false) =>
        new(new EnvelopeCache { Kind = kind, Name = name, Tag = "", Pull = true, Problem = problem, Mandatory = mandatory }, []);
}
