using System.Net;
using System.Text.Json;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Watching;

/// <summary>
/// One list and one watch for all objects of a target, for as long as somebody uses it: it begins at the first use, goes on from the
/// last version when the connection breaks, lists anew when the server has forgotten that version, and ends when it was not used for
/// <see cref="Idle"/>.
/// </summary>
internal sealed class ObjectWatch<T, TList>(
    ClusterConnection connection, WatchTarget<T> target, TimeProvider clock, ILogger logger) : IAsyncDisposable
    where T : class, IKubernetesObject<V1ObjectMeta>
    where TList : IKubernetesObject<V1ListMeta>, IItems<T>
{
    /// <summary>How long it goes on unused.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly WatchReader<T, TList> _reader = new(connection, target);
    private readonly ObjectCache<T> _cache = new(target.Group, clock);
    private readonly ChangeSignals _signals = new();
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _end = new();

    private Task? _running;
    private TaskCompletionSource _synced = Unset();
    private Exception? _failure;
    private bool _worked;
    private long? _refused;
    private string? _version;
    private long _used;
    private int _users;

    /// <summary>
    /// Holds the watch until disposed, and returns once it knows all that is there.
    /// </summary>
    /// <exception cref="KubernetesApiException">The list failed.</exception>
    public async Task<IDisposable> UseAsync(CancellationToken cancellationToken)
    {
        Task synced;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
            synced = Start();
            _users++;
        }

        var use = new WatchUse(Release);
        try
        {
            await synced.WaitAsync(cancellationToken).ConfigureAwait(false);
            return use;
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    /// <summary>The objects of a group, those deleted lately too. Complete only while the watch is in use.</summary>
    public IReadOnlyList<Observed<T>> Find(string group) => _cache.Find(group);

    /// <summary>All objects that are there. Complete only while the watch is in use.</summary>
    public IReadOnlyList<T> All() => _cache.All();

    /// <summary>Ends at the group's next change, or when the watch ends. Ask for it first, look at the objects then.</summary>
    public Task NextAsync(string group) => _signals.NextAsync(group);

    /// <summary>Notes what an own request brought back, so that it is known before the watch tells of it.</summary>
    public void Offer(T item)
    {
        // What the watch has passed already it may have told the end of, too.
        var isPassed = ObjectCache<T>.Version(_version) is not { } version
            || ObjectCache<T>.Version(item.Metadata.ResourceVersion) is not { } mine || mine <= version;
        if (!isPassed && _cache.Put(item, isGone: false) is { } group)
        {
            _signals.Wake(group);
        }
    }

    /// <summary>Forgets what it kept of a group's deleted objects.</summary>
    public void Forget(string group) => _cache.Forget(group);

    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_lock)
        {
            running = _running;
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await (running ?? Task.CompletedTask).ConfigureAwait(false);
        _signals.WakeAll();
        _end.Dispose();
    }

    // A failure is told to somebody before a new try: who waits would otherwise try without end.
    private Task Start()
    {
        if (_running is null)
        {
            if (Interlocked.Exchange(ref _failure, null) is { } failure)
            {
                return Task.FromException(failure);
            }

            _synced = Unset();
            _running = Task.Run(RunAsync, CancellationToken.None);
        }

        return _synced.Task;
    }

    private async Task RunAsync()
    {
        var failures = 0;
        try
        {
            while (!StopIfIdle())
            {
                if (_version is null)
                {
                    await SyncAsync().ConfigureAwait(false);
                }

                var begin = clock.GetTimestamp();
                var problem = await FollowAsync().ConfigureAwait(false);
                failures = problem is null || clock.GetElapsedTime(begin) > Overdue ? 0 : failures + 1;
                if (problem is not null)
                {
                    var wait = Retries.Delay(failures);
                    logger.WatchBroken(target.ToString(), problem, (long)wait.TotalMilliseconds);
                    await Task.Delay(wait, clock, _end.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException e) when (_end.IsCancellationRequested)
        {
            Stop(new ObjectDisposedException(nameof(ObjectWatch<,>), e));
        }
        catch (Exception e) when (e is KubernetesApiException or JsonException)
        {
            // Who waits is told, and whoever uses the watch next starts it anew.
            logger.WatchFailed(e, target.ToString());
            Stop(e);
        }
    }

    private async Task SyncAsync()
    {
        var (items, version) = await _reader.ListAsync(_end.Token).ConfigureAwait(false);
        var changed = _cache.Replace(items);
        logger.Watching(target.ToString(), version, items.Count);
        foreach (var group in changed)
        {
            _signals.Wake(group);
        }

        // Before anybody goes on: what is offered meanwhile is compared with it.
        _version = version;
        _synced.TrySetResult();
    }

    /// <summary>Follows one watch to its end; gives what broke it, null where it ended as it should.</summary>
    private async Task<string?> FollowAsync()
    {
        // A connection that says nothing for longer than the server keeps a watch is dead.
        using var overdue = new CancellationTokenSource(Lifetime + Overdue, clock);
        using var idle = new CancellationTokenSource();
        var timer = clock.CreateTimer(_ => CancelIfIdle(idle), null, Idle / 4, Idle / 4);
        await using var ticking = timer.ConfigureAwait(false);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, overdue.Token, idle.Token);
        var begin = clock.GetTimestamp();
        try
        {
            await foreach (var change in _reader.WatchAsync(_version!, Lifetime, linked.Token).ConfigureAwait(false))
            {
                Apply(change);
            }

            (_worked, _refused) = (true, null);
            return clock.GetElapsedTime(begin) < Shortest ? "the server ended it at once" : null;
        }
        catch (KubernetesApiException e) when (e.IsExpired)
        {
            logger.WatchExpired(target.ToString());
            _version = null;
            return null;
        }
        catch (KubernetesApiException e) when (e.IsTransient || IsLostRight(e))
        {
            return e.Message;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return e.Message;
        }
        catch (JsonException e)
        {
            // Half a line, and what else was lost is not known.
            _version = null;
            return e.Message;
        }
        catch (OperationCanceledException)
            when (idle.IsCancellationRequested || (overdue.IsCancellationRequested && !_end.IsCancellationRequested))
        {
            return null;
        }
    }

    // An API server that has just started knows no Roles for a moment.
    private bool IsLostRight(KubernetesApiException e)
    {
        if (!_worked || e.Status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return false;
        }

        _refused ??= clock.GetTimestamp();
        return clock.GetElapsedTime(_refused.Value) < Retries.RightsPatience;
    }

    private void Apply(WatchChange<T> change)
    {
        (_worked, _refused) = (true, null);
        _version = change.Version;
        if (change.Object is { } item && _cache.Put(item, change.IsGone) is { } group)
        {
            _signals.Wake(group);
        }
    }

    private bool IsIdle() => _users == 0 && clock.GetElapsedTime(_used) >= Idle;

    private void CancelIfIdle(CancellationTokenSource idle)
    {
        lock (_lock)
        {
            if (!IsIdle())
            {
                return;
            }
        }

        idle.Cancel();
    }

    private bool StopIfIdle()
    {
        lock (_lock)
        {
            if (!IsIdle())
            {
                return false;
            }

            _running = null;
            _version = null;
            _cache.Clear();
        }

        logger.WatchIdle(target.ToString());
        _signals.WakeAll();
        return true;
    }

    private void Stop(Exception e)
    {
        lock (_lock)
        {
            _running = null;
            _version = null;
            if (_synced.TrySetException(e))
            {
                // Nobody may be waiting for it.
                _ = _synced.Task.Exception;
            }
            else
            {
                _failure = e;
            }
        }

        _signals.WakeAll();
    }

    private void Release()
    {
        lock (_lock)
        {
            _users--;
            _used = clock.GetTimestamp();
        }
    }

    private static TaskCompletionSource Unset() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
