namespace Odagrun.Caches.Requests;

/// <summary>A place to look at: the key as people know it, and its tag.</summary>
public sealed record CacheCandidate(string Key, string Tag);
