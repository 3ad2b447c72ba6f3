using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>The end of a job: the rest of the log, then the final state, until GitLab has both or says that the job is over.</summary>
internal sealed class FinalReport(TraceSender sender, TraceBuffer buffer, JobTraceOptions options, TimeProvider time, ILogger logger)
{
    private const int Tries = 10;
    private const int MovesPerTry = 5;
    private const int MismatchesBelieved = 1;

    // The server gives up waiting for stored chunks after five minutes itself.
    private static readonly TimeSpan StoringTakes = TimeSpan.FromMinutes(10);

    private int _mismatches;

    public async Task<JobUpdateResult> SendAsync(JobUpdate state, CancellationToken cancellationToken)
    {
        sender.Pace.Reset();
        for (var attempt = 1; ; attempt++)
        {
            var result = await TryAsync(state, cancellationToken).ConfigureAwait(false);
            if (result is JobUpdateResult.Ok or JobUpdateResult.Abort || attempt == Tries)
            {
                return result;
            }

            logger.FinalStateNotTaken(options.Job.JobId, attempt, result.ToString());
            if (result != JobUpdateResult.TraceMismatch)
            {
                await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<JobUpdateResult> TryAsync(JobUpdate state, CancellationToken cancellationToken)
    {
        var rest = await SendRestAsync(cancellationToken).ConfigureAwait(false);
        if (rest is { } problem)
        {
            return problem;
        }

        // A checksum the server does not believe twice would keep the job from ending: its result counts for more than its log.
        var output = sender.Position.ChecksumKnown && _mismatches <= MismatchesBelieved ? buffer.Checksum : null;
        var result = await PutAsync(state with { Output = output }, cancellationToken).ConfigureAwait(false);
        if (result == JobUpdateResult.TraceMismatch)
        {
            _mismatches++;
            sender.Position.Rewind();
        }

        return result;
    }

    /// <summary>Null when the server has all of the log, or does not want it.</summary>
    private async Task<JobUpdateResult?> SendRestAsync(CancellationToken cancellationToken)
    {
        for (var moves = 0; sender.HasMore;)
        {
            switch (await sender.SendPartAsync(cancellationToken).ConfigureAwait(false))
            {
                case TracePatchResult.Abort:
                    return JobUpdateResult.Abort;
                case TracePatchResult.NotFound:
                    return null;
                case TracePatchResult.Unavailable:
                    return JobUpdateResult.Unavailable;
                case TracePatchResult.RangeMismatch when ++moves > MovesPerTry:
                    return JobUpdateResult.Unavailable;
                case TracePatchResult.RangeMismatch:
                    await Task.Delay(SendPace.DefaultInterval, time, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }

        return null;
    }

    private async Task<JobUpdateResult> PutAsync(JobUpdate state, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var result = await sender.SendStateAsync(state, cancellationToken).ConfigureAwait(false);
            if (result != JobUpdateResult.Accepted || time.GetElapsedTime(begin) > StoringTakes)
            {
                return result;
            }

            await Task.Delay(sender.Pace.Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
