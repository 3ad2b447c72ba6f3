namespace Odagrun.Kubernetes.Watching;

/// <summary>The last state in which an object was seen; <paramref name="GoneSince"/>: it is deleted.</summary>
internal sealed record Observed<T>(T Object, DateTimeOffset? GoneSince = null)
{
    /// <summary>Whether it is deleted.</summary>
    public bool IsGone => GoneSince is not null;
}
