using Odagrun.GitLab.Api;
using Odagrun.GitLab.Trace;
using Odagrun.Handover;
using Odagrun.Masking;

namespace Odagrun.Executor.Jobs;

/// <summary>Ends a job: the log's last line, the final state, and the last word for FollowJob.</summary>
internal static class JobReport
{
    /// <summary>Sends the final state and says what became of it.</summary>
    internal static async Task<TerminationMessage> FinishAsync(
        IJobTrace trace, JobProgress progress, ISecretMasker masker, CancellationToken cancellationToken)
    {
        trace.Write(LastLine(progress.Failure));
        var failure = progress.Failure;
        var result = await SendAsync(trace, failure, cancellationToken);
        return new TerminationMessage
        {
            Reported = result is JobUpdateResult.Ok or JobUpdateResult.Abort,
            State = failure is null ? "success" : "failed",
            Reason = failure?.Reason.ToString(),
            ExitCode = failure?.ExitCode ?? 0,
            Message = failure is null ? null : masker.Mask(failure.Message),
            Phases = progress.Phases,
        };
    }

    private static async Task<JobUpdateResult> SendAsync(IJobTrace trace, JobFailure? failure, CancellationToken cancellationToken)
    {
        try
        {
            return await trace.FinishAsync(
                failure is null ? JobState.Success : JobState.Failed, failure?.Reason, failure?.ExitCode ?? 0, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return JobUpdateResult.Unavailable;
        }
    }

    private static string LastLine(JobFailure? failure) => failure switch
    {
        null => $"{TraceText.BoldGreen}Job succeeded{TraceText.Reset}\n",
        { IsSystem: true } => $"{TraceText.BoldRed}ERROR: Job failed (system failure): {failure.Message}{TraceText.Reset}\n",
        _ => $"{TraceText.BoldRed}ERROR: Job failed: {failure.Message}{TraceText.Reset}\n",
    };
}
