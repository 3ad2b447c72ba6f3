using Microsoft.Extensions.Logging;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Polling;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Ending;

/// <summary>
/// Ends jobs. Each step is noted in the record before it is done, so that any process can go on where another was killed: failure
/// intended, told to GitLab, finished (from here nothing of the job may start), pod removed, archived.
/// </summary>
internal sealed class JobEnding(
    IPodLauncher pods,
    IJobJournal journal,
    FailureReport report,
    Handoff handoff,
    TwoPhaseAnswers answers,
    RoomSignal room,
    TimeProvider clock,
    ILogger<JobEnding> logger)
{
    /// <summary>How long GitLab may be out of reach before a failure is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Fails the job; <paramref name="queue"/> is where its ticket waits when GitLab can't be told now.</summary>
    public async Task FailAsync(IJobClaim claim, JobFailure failure, string queue, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.Failure is null)
        {
            record = record with { Failure = failure, Touched = clock.GetUtcNow(), WaitingSince = null, Waits = 0 };
            await NoteAsync(claim, record, cancellationToken);
        }

        logger.Failing(claim.Job, record.Failure!.Reason.ToString(), record.Failure.Message);
        await GoOnFailingAsync(claim, record, queue, cancellationToken);
    }

    /// <summary>GitLab says that the job is over: nothing is reported.</summary>
    public Task AbandonAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        logger.OverAtGitLab(claim.Job);
        return FinishAsync(claim, claim.Record! with { Outcome = JobOutcome.Abandoned }, cancellationToken);
    }

    /// <summary>GitLab ended the job, or wants it ended, before its executor was there to notice.</summary>
    public Task EndCanceledAsync(IJobClaim claim, KeepAliveAnswer answer, string queue, CancellationToken cancellationToken) =>
        answer == KeepAliveAnswer.Canceling
            ? FailAsync(
                claim, new JobFailure(FailureReason.JobCanceled, "The job was canceled before it started."), queue, cancellationToken)
            : AbandonAsync(claim, cancellationToken);

    /// <summary>Notes that the job is over, then removes what is left of it.</summary>
    public async Task FinishAsync(IJobClaim claim, JobRecord record, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await claim.FinishAsync(record with { Stage = JobStage.Finished, Finished = now, Touched = now }, cancellationToken);
        await CleanUpAsync(claim, cancellationToken);
    }

    /// <summary>Removes what is left of a finished job.</summary>
    public async Task CleanUpAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        logger.CleaningUp(claim.Job);
        await pods.DeleteAsync(claim.Job, record.Outcome is JobOutcome.Failed or JobOutcome.Unreported, cancellationToken);
        await journal.AppendAsync(JournalEntry.Of(record), cancellationToken);
        await claim.ArchiveAsync(cancellationToken);
        answers.Forget(claim.Job);
        room.Notify();
        LogFinished(record);
    }

    private async Task GoOnFailingAsync(IJobClaim claim, JobRecord record, string queue, CancellationToken cancellationToken)
    {
        if (record.Stage >= JobStage.Starting)
        {
            await pods.DeleteAsync(claim.Job, failed: true, cancellationToken);
        }

        var access = await claim.ReadAccessAsync(cancellationToken);
        var result = await report.SendAsync(access, record.Failure!, record.LogOffset, MoveAsync, cancellationToken);
        var givenUp = result == ReportResult.Later && record.WaitingSince is { } since && clock.GetUtcNow() - since > Patience;
        if (result == ReportResult.Later && !givenUp)
        {
            await handoff.AgainAsync(claim, record, queue, Delays.Growing(record.Waits), cancellationToken);
            return;
        }

        if (givenUp)
        {
            logger.Unreported(claim.Job, Patience);
        }

        var outcome = givenUp ? JobOutcome.Unreported : result == ReportResult.Told ? JobOutcome.Failed : JobOutcome.Abandoned;
        await FinishAsync(claim, record with { Outcome = outcome }, cancellationToken);

        Task MoveAsync(long offset, CancellationToken token)
        {
            record = record with { LogOffset = offset };
            return NoteAsync(claim, record, token);
        }
    }

    // A full disk must not keep the failure from being told.
    private async Task NoteAsync(IJobClaim claim, JobRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await claim.SaveAsync(record, cancellationToken);
        }
        catch (IOException e) when (e is not OutageException)
        {
            logger.NotNoted(claim.Job, e.Message);
        }
    }

    private void LogFinished(JobRecord record) => logger.Finished(
        record.Name,
        record.Outcome,
        Milliseconds(record.Received, record.Finished),
        Milliseconds(record.Received, record.Prepared),
        Milliseconds(record.Prepared, record.Started),
        Milliseconds(record.Started, record.Finished));

    private static long Milliseconds(DateTimeOffset? from, DateTimeOffset? to) =>
        to is null || from is null ? 0 : (long)(to - from).Value.TotalMilliseconds;
}
