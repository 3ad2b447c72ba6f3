using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Telling;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Handover;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Following;

/// <summary>
/// The function behind odagrun-follow: waits for the end of the job's pod, says what the executor could not say itself, and cleans
/// up. It waits in slices, each a ticket of its own, so that a worker's end never costs more than a slice.
/// </summary>
internal sealed class FollowJob(
    TicketGate gate, Handoff handoff, JobEnding ending, KeepAlive keepAlive, JobNotes notes, IPodLauncher pods, TimeProvider clock,
    ILogger<FollowJob> logger) : ITicketFunction
{
    /// <summary>How long one ticket waits for a pod to begin; GitLab is told in between that the job is still wanted.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

    /// <summary>How long one ticket watches a pod that runs: its executor keeps GitLab informed.</summary>
    public static readonly TimeSpan LongSlice = TimeSpan.FromMinutes(4);

    /// <summary>What a pod may run longer than its job: after_script, uploads, the last words.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public string Queue => QueueNames.Follow;

    public async Task RunAsync(JobTicket ticket, CancellationToken cancellationToken)
    {
        await using var claim = await gate.OpenAsync(ticket, Queue, cancellationToken);
        if (claim is null)
        {
            return;
        }

        logger.Following(claim.Job);
        var status = await WatchAsync(claim, cancellationToken);
        await (status.Phase switch
        {
            PodPhase.Finished when status.Termination is { Reported: true } word => FinishAsync(claim, word, cancellationToken),
            PodPhase.Finished => FailAsync(claim, PodFailures.Describe(status), cancellationToken),
            PodPhase.NotFound => FailAsync(claim, PodFailures.Describe(PodFailure.Deleted, null, null), cancellationToken),
            PodPhase.Pending => WaitOnAsync(claim, cancellationToken),
            _ => WatchOnAsync(claim, cancellationToken),
        });
    }

    // Until the pod has ended or the slice is over; tells the job's log meanwhile what happens before the executor can.
    private async Task<PodStatus> WatchAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        var status = await pods.GetAsync(claim.Job, cancellationToken);
        while (status.Phase is PodPhase.Pending or PodPhase.Running
            && Left(claim.Record!, status, clock.GetElapsedTime(begin)) is { Ticks: > 0 } left)
        {
            status = await pods.WaitAsync(claim.Job, status, await TellAsync(claim, status, left, cancellationToken), cancellationToken);
        }

        return status;
    }

    private TimeSpan Left(JobRecord record, PodStatus status, TimeSpan elapsed)
    {
        var slice = (status.Phase == PodPhase.Pending ? Slice : LongSlice) - elapsed;
        var untilEnd = EndOf(record) - clock.GetUtcNow() + TimeSpan.FromSeconds(1);
        return untilEnd > TimeSpan.Zero && untilEnd < slice ? untilEnd : slice;
    }

    // How long to wait for news: no longer than until the present state is worth a word.
    private async Task<TimeSpan> TellAsync(IJobClaim claim, PodStatus status, TimeSpan left, CancellationToken cancellationToken)
    {
        if (status is not { Phase: PodPhase.Pending, Progress: { } progress })
        {
            return left;
        }

        if (notes.UntilWorthAWord(claim.Record!) is { Ticks: > 0 } early)
        {
            return early < left ? early : left;
        }

        var record = await notes.TellAsync(
            claim, await claim.ReadAccessAsync(cancellationToken), progress, hasPod: true, cancellationToken);
        if (record != claim.Record)
        {
            await claim.SaveAsync(record, cancellationToken);
        }

        return left;
    }

    private Task FinishAsync(IJobClaim claim, TerminationMessage word, CancellationToken cancellationToken)
    {
        var outcome = word.State == "success" ? JobOutcome.Succeeded : JobOutcome.Failed;
        return ending.FinishAsync(claim, claim.Record! with { Outcome = outcome, Phases = word.Phases }, cancellationToken);
    }

    private Task FailAsync(IJobClaim claim, JobFailure failure, CancellationToken cancellationToken) =>
        ending.FailAsync(claim, failure, Queue, cancellationToken);

    // No executor speaks for the job yet.
    private async Task WaitOnAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var access = await claim.ReadAccessAsync(cancellationToken);
        var answer = await keepAlive.SendAsync(claim.Job, access, claim.Record!.TwoPhase, cancellationToken);
        if (answer is KeepAliveAnswer.Over or KeepAliveAnswer.Canceling)
        {
            await ending.EndCanceledAsync(claim, answer, Queue, cancellationToken);
            return;
        }

        await handoff.WatchAsync(claim, claim.Record, Slice, cancellationToken);
    }

    private Task WatchOnAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        return clock.GetUtcNow() > EndOf(record)
            ? FailAsync(claim, new JobFailure(
                FailureReason.JobExecutionTimeout,
                $"The job's time limit of {TimeSpan.FromSeconds(record.TimeoutSeconds)} is over since {Grace}, and its executor says nothing; its pod was removed."), cancellationToken)
            : handoff.WatchAsync(claim, record, LongSlice, cancellationToken);
    }

    /// <summary>When the job's executor should have spoken long ago.</summary>
    public static DateTimeOffset EndOf(JobRecord record) =>
        (record.Started ?? record.Received) + TimeSpan.FromSeconds(record.TimeoutSeconds) + Grace;
}
