using System.IO.Hashing;
using System.Text;
using Odagrun.Functions.Telling;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Store;
using Odagrun.Masking;

namespace Odagrun.Functions.Ending;

/// <summary>
/// Fails a job at GitLab in place of its executor: accepts it (<c>running</c>, without which GitLab takes no end), appends one
/// sentence to the log, and sends the final state. Can be repeated from any point.
/// </summary>
internal sealed class FailureReport(IRunnerApi api, LogAppend log, ISecretMasker masker, TimeProvider clock)
{
    private const int FinalTries = 20;

    /// <summary>
    /// Reports. <paramref name="offset"/> is where the sentence begins in GitLab's log; when the log turns out to be longer,
    /// <paramref name="move"/> notes the new place before anything is written there, so that a repetition writes nothing twice.
    /// </summary>
    public async Task<ReportResult> SendAsync(
        StoredAccess access, JobFailure failure, long offset, Func<long, CancellationToken, Task> move, CancellationToken cancellationToken)
    {
        var accepted = await api.UpdateJobAsync(access.Job, new JobUpdate(JobState.Running), cancellationToken);
        if (accepted.Result is JobUpdateResult.Abort or JobUpdateResult.Unavailable)
        {
            return accepted.Result == JobUpdateResult.Abort ? ReportResult.Over : ReportResult.Later;
        }

        var content = Encoding.UTF8.GetBytes($"\u001b[31;1mERROR: {masker.Mask(failure.Message)}\u001b[0;m\n");
        var (written, at) = await log.WriteAsync(access, content, offset, move, cancellationToken);
        return written switch
        {
            TracePatchResult.Abort => ReportResult.Over,
            TracePatchResult.Unavailable => ReportResult.Later,
            _ => await FinishAsync(access, failure, at == 0 ? Checksum(content) : null, cancellationToken),
        };
    }

    private async Task<ReportResult> FinishAsync(
        StoredAccess access, JobFailure failure, TraceChecksum? output, CancellationToken cancellationToken)
    {
        var update = new JobUpdate(JobState.Failed, failure.Reason, 0, output, access.SupportedReasons);
        for (var attempt = 1; attempt <= FinalTries; attempt++)
        {
            var answer = await api.UpdateJobAsync(access.Job, update, cancellationToken);
            switch (answer.Result)
            {
                case JobUpdateResult.Ok:
                    return ReportResult.Told;
                case JobUpdateResult.Abort:
                    return ReportResult.Over;
                case JobUpdateResult.Accepted:
                    await Task.Delay(answer.UpdateInterval ?? TimeSpan.FromSeconds(1), clock, cancellationToken);
                    break;
                case JobUpdateResult.TraceMismatch:
                    update = update with { Output = null };
                    break;
                default:
                    return ReportResult.Later;
            }
        }

        return ReportResult.Later;
    }

    private static TraceChecksum Checksum(byte[] content) => new(Crc32.HashToUInt32(content), content.Length);
}
