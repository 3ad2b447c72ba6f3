using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>While a job runs: sends what there is in the server's interval, a heartbeat when there is nothing, until stopped.</summary>
internal sealed class SendLoop(TraceSender sender, TraceWriter writer, TimeProvider time)
{
    private static readonly TimeSpan LineWait = TimeSpan.FromSeconds(1);
    private static readonly Task NoNews = new TaskCompletionSource().Task;

    private readonly long _begin = time.GetTimestamp();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _nextPart = TimeSpan.Zero;

    private TimeSpan Now => time.GetElapsedTime(_begin);

    /// <summary>Something was written.</summary>
    public void Wake() => Volatile.Read(ref _wake).TrySetResult();

    /// <summary>Runs until <paramref name="stop"/>, which never interrupts a call; <paramref name="cancellationToken"/> does.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested && !sender.Aborted.IsCancellationRequested)
        {
            var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _wake, wake);
            if (writer.HeldFor >= LineWait)
            {
                writer.FlushLines();
            }

            if (!await SendDueAsync(cancellationToken).ConfigureAwait(false))
            {
                var wait = UntilDue(out var forNews);
                if (wait > TimeSpan.Zero)
                {
                    await (forNews ? wake.Task : NoNews).WaitAsync(AtLeastOneTick(wait), time, stop).ConfigureAwait(
                        ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }

    private async Task<bool> SendDueAsync(CancellationToken cancellationToken)
    {
        if (sender.HasMore && Now >= _nextPart)
        {
            var result = await sender.SendPartAsync(cancellationToken).ConfigureAwait(false);
            _nextPart = Now + (result is TracePatchResult.Ok or null ? sender.Pace.AfterPart() : sender.Pace.Interval);
            return true;
        }

        if (time.GetElapsedTime(sender.LastCall) >= sender.Pace.Silence)
        {
            await sender.SendStateAsync(new JobUpdate(JobState.Running), cancellationToken).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private TimeSpan UntilDue(out bool forNews)
    {
        var wait = sender.Pace.Silence - time.GetElapsedTime(sender.LastCall);
        if (writer.HeldFor is { } held)
        {
            wait = Least(wait, LineWait - held);
        }

        forNews = !sender.HasMore;
        return forNews ? wait : Least(wait, _nextPart - Now);
    }

    private static TimeSpan Least(TimeSpan a, TimeSpan b) => a < b ? a : b;

    // A timer's wait has whole milliseconds; less would spin.
    private static TimeSpan AtLeastOneTick(TimeSpan wait) => wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
}
