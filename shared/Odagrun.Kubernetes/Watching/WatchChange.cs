namespace Odagrun.Kubernetes.Watching;

/// <summary>
/// One line of a watch. <paramref name="Object"/> is null where the line only moves <paramref name="Version"/> on (a bookmark).
/// </summary>
internal sealed record WatchChange<T>(T? Object, bool IsGone, string Version)
    where T : class;
