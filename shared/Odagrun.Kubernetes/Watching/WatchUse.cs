namespace Odagrun.Kubernetes.Watching;

/// <summary>Holds a watch in use until disposed.</summary>
internal sealed class WatchUse(Action release) : IDisposable
{
    private Action? _release = release;

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke();
}
