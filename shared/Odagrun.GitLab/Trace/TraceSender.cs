using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>Sends the log's parts and heartbeats, and hears what GitLab says of the job. One call at a time.</summary>
internal sealed class TraceSender(
    IRunnerApi api, JobTraceOptions options, TraceBuffer buffer, TimeProvider time, ILogger logger) : IDisposable
{
    private const int PartSize = 1 << 20;

    private readonly CancellationTokenSource _canceling = new();
    private readonly CancellationTokenSource _aborted = new();
    private readonly byte[] _part = new byte[PartSize];

    public CancellationToken Canceling => _canceling.Token;

    public CancellationToken Aborted => _aborted.Token;

    public SendPace Pace { get; } = new(time);

    public TracePosition Position { get; } = new(options.ResumeAtServerSize);

    /// <summary>When GitLab last heard of this job.</summary>
    public long LastCall { get; private set; } = time.GetTimestamp();

    public bool HasMore => buffer.Length > Position.Sent;

    /// <summary>
    /// Sends one part, at once again where the log's place in the server's had to be found first; null when there is nothing to send.
    /// </summary>
    public async Task<TracePatchResult?> SendPartAsync(CancellationToken cancellationToken)
    {
        var (result, moved) = await SendOnceAsync(cancellationToken).ConfigureAwait(false);
        return moved ? (await SendOnceAsync(cancellationToken).ConfigureAwait(false)).Result : result;
    }

    /// <summary><c>PUT state=running</c>: the job is alive, and what does GitLab say of it.</summary>
    public async Task<JobUpdateResult> SendStateAsync(JobUpdate update, CancellationToken cancellationToken)
    {
        var outcome = await api.UpdateJobAsync(options.Job, update, cancellationToken).ConfigureAwait(false);
        LastCall = time.GetTimestamp();
        Pace.Hear(outcome.UpdateInterval);
        var final = update.State is JobState.Success or JobState.Failed;
        await HearAsync(outcome.CancelRequested && !final, outcome.Result == JobUpdateResult.Abort, outcome.Message).ConfigureAwait(false);
        return outcome.Result;
    }

    public void Dispose()
    {
        _canceling.Dispose();
        _aborted.Dispose();
    }

    private async Task<(TracePatchResult? Result, bool Moved)> SendOnceAsync(CancellationToken cancellationToken)
    {
        var count = buffer.Read(Position.Sent, _part);
        if (count == 0)
        {
            return (null, false);
        }

        var wait = Pace.BeforeCall();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        var outcome = await api.PatchTraceAsync(options.Job, _part.AsMemory(0, count), Position.Offset, options.DebugTrace,
            cancellationToken).ConfigureAwait(false);
        LastCall = time.GetTimestamp();
        Pace.Hear(outcome.UpdateInterval);
        await HearAsync(outcome.CancelRequested, outcome.Result == TracePatchResult.Abort, outcome.Message).ConfigureAwait(false);
        return Settle(outcome, count);
    }

    private (TracePatchResult? Result, bool Moved) Settle(TracePatchOutcome outcome, int count)
    {
        var moved = false;
        switch (outcome.Result)
        {
            case TracePatchResult.Ok:
                Position.Took(count);
                break;
            case TracePatchResult.RangeMismatch when outcome.ServerSize is { } size:
                logger.TraceMoved(options.Job.JobId, Position.Offset, size);
                moved = Position.Move(size, count, outcome.Retried, buffer.Length);
                break;
            case TracePatchResult.Unavailable:
                Position.Doubt();
                logger.TraceNotTaken(options.Job.JobId, outcome.Message);
                break;
        }

        return (outcome.Result, moved);
    }

    private async Task HearAsync(bool cancel, bool over, string? message)
    {
        if (cancel && !_canceling.IsCancellationRequested)
        {
            logger.JobCanceling(options.Job.JobId);
            await _canceling.CancelAsync().ConfigureAwait(false);
        }

        if (over && !_aborted.IsCancellationRequested)
        {
            logger.JobOver(options.Job.JobId, message);
            await _aborted.CancelAsync().ConfigureAwait(false);
        }
    }
}
