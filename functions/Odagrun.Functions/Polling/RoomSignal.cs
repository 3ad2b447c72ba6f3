namespace Odagrun.Functions.Polling;

/// <summary>Wakes the pollers when a job of this process has made room.</summary>
internal sealed class RoomSignal
{
    private volatile TaskCompletionSource _changed = New();

    public void Notify() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    /// <summary>Returns at the next notice, or after <paramref name="limit"/>.</summary>
    public async Task WaitAsync(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        try
        {
            await _changed.Task.WaitAsync(limit, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The caller looks again either way: other processes finish jobs too.
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
