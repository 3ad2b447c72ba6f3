using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Board;

/// <summary>All the Lab knows. Everything in it is read and written while <see cref="Gate"/> is held.</summary>
internal sealed class LabBoard(LabOptions options, string directory)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _queueTick;
    private long _lastId;

    /// <summary>The lock of the whole state; never held across an await.</summary>
    public Lock Gate { get; } = new();

    public LabOptions Options { get; } = options;

    public string Directory { get; } = directory;

    public TimeProvider Clock => Options.Clock;

    /// <summary>Base URL without a trailing slash; known once the server listens.</summary>
    public string Url { get; set; } = "";

    /// <summary>Base URL of the object storage listener.</summary>
    public string StorageUrl { get; set; } = "";

    /// <summary>The port that all but the object storage listens on.</summary>
    public int Port { get; set; }

    /// <summary>The port that the object storage listens on.</summary>
    public int StoragePort { get; set; }

    /// <summary>Host and port of the registry told to jobs.</summary>
    public string? Registry { get; set; } = options.Registry;

    public List<Project> Projects { get; } = [];

    public SortedDictionary<long, Pipeline> Pipelines { get; } = [];

    public SortedDictionary<long, Job> Jobs { get; } = [];

    public List<RegisteredRunner> Runners { get; } = [];

    /// <summary>Grows with each change; readers use it to see whether they are current.</summary>
    public long Version { get; private set; }

    /// <summary>The value of <c>X-GitLab-Last-Update</c>: changes whenever a job may have become available.</summary>
    public string QueueValue => $"lab-{_queueTick}";

    public long NextId() => ++_lastId;

    /// <summary>Says that something changed; wakes all who wait.</summary>
    public void Changed()
    {
        Version++;
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    /// <summary>Says that a job may have become available.</summary>
    public void QueueChanged()
    {
        _queueTick++;
        Changed();
    }

    /// <summary>Waits until <paramref name="condition"/>, evaluated under the gate after each change, gives a value.</summary>
    public async Task<T> WaitAsync<T>(Func<T?> condition, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            Task next;
            lock (Gate)
            {
                if (condition() is { } value)
                {
                    return value;
                }

                next = _changed.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until <paramref name="condition"/> holds, at most <paramref name="limit"/>.</summary>
    public async Task WaitForChangeAsync(Func<bool> condition, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await WaitAsync(() => condition() ? this : null, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: the caller looks at the state as it is.
        }
    }
}
