using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Sweeping;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Reconciling;

/// <summary>
/// The function that a timer triggers: keeps waiting jobs alive at GitLab, and repairs what a crash left half done. It never holds
/// a claim longer than a moment, and a ticket it puts back is a copy of the valid one: whatever it does twice changes nothing.
/// </summary>
internal sealed class Reconcile(
    IJobStore store, IJobQueues queues, IPodLauncher pods, Handoff handoff, JobEnding ending, KeepAlive keepAlive, SweepTimer sweep,
    TimeProvider clock, ILogger<Reconcile> logger)
{
    /// <summary>How long nothing may happen to a job before its ticket counts as lost; doubled at each rescue.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>How long finished jobs are remembered.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(8);

    private const int MostRescues = 20;
    private const int AtOnce = 8;

    private static readonly TimeSpan SilenceAtStart = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PruneInterval = TimeSpan.FromHours(1);

    private DateTimeOffset _pruned;

    /// <summary>
    /// One round. <paramref name="starting"/>: this process has just started, its predecessor may have been killed at any point.
    /// </summary>
    public async Task RunAsync(bool starting, CancellationToken cancellationToken)
    {
        // Pods first: a pod whose job is stored after this is not in the list.
        var running = await pods.ListAsync(cancellationToken);
        var jobs = await store.ListAsync(cancellationToken);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(jobs, options, async (record, token) => await SettleAsync(record, starting, token));
        foreach (var orphan in running.Except(jobs.Select(job => job.Name)))
        {
            await RemoveOrphanAsync(orphan, cancellationToken);
        }

        keepAlive.ForgetAllBut(jobs.Select(job => job.Name));
        await PruneAsync(cancellationToken);
        await sweep.RunAsync(cancellationToken);
    }

    // Lists may be a moment old, a claim is not: a pod whose job was stored a moment ago is no orphan.
    private async Task RemoveOrphanAsync(JobName job, CancellationToken cancellationToken)
    {
        await using var claim = await store.ClaimAsync(job, Patience, cancellationToken);
        if (claim is { Record: null })
        {
            logger.Orphan(job);
            await pods.DeleteAsync(job, failed: false, cancellationToken);
        }
    }

    private async Task SettleAsync(JobRecord record, bool starting, CancellationToken cancellationToken)
    {
        try
        {
            if (!await KeepAliveAsync(record, starting, cancellationToken))
            {
                return;
            }

            if (IsSilent(record, starting))
            {
                await RescueAsync(record.Name, starting, cancellationToken);
            }
        }
        catch (ClaimLostException)
        {
            // Somebody else is at it.
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // One job's trouble must not keep the others from being looked after.
            logger.NotSettled(e, record.Name);
        }
    }

    // False: the job was ended. At the start nobody knows when GitLab last heard of it.
    private async Task<bool> KeepAliveAsync(JobRecord record, bool starting, CancellationToken cancellationToken)
    {
        if (record.Stage > JobStage.Starting
            || record.Failure is not null
            || (!starting && !keepAlive.IsDue(record.Name, record.Touched))
            || await store.ReadAccessAsync(record.Name, cancellationToken) is not { } access)
        {
            return true;
        }

        var answer = await keepAlive.SendAsync(record.Name, access, record.TwoPhase, cancellationToken);
        return answer is not (KeepAliveAnswer.Over or KeepAliveAnswer.Canceling) || !await EndAsync(record.Name, answer, cancellationToken);
    }

    // Where a step has the job at hand, that step finds out for itself.
    private async Task<bool> EndAsync(JobName job, KeepAliveAnswer answer, CancellationToken cancellationToken)
    {
        await using var claim = await store.ClaimAsync(job, Patience, cancellationToken);
        if (claim?.Record is not { Stage: < JobStage.Started } record)
        {
            return false;
        }

        await ending.EndCanceledAsync(claim, answer, QueueOf(record), cancellationToken);
        return true;
    }

    private bool IsSilent(JobRecord record, bool starting)
    {
        var silence = starting ? SilenceAtStart : Silence * (1 << Math.Min(record.Rescues, 5));
        var since = record.Due > record.Touched ? record.Due : record.Touched;
        if (!starting && record.AttendedUntil is { } busy && busy > since)
        {
            since = busy;
        }

        return clock.GetUtcNow() - since > silence;
    }

    private async Task RescueAsync(JobName job, bool starting, CancellationToken cancellationToken)
    {
        await using var claim = await store.ClaimAsync(job, TimeSpan.Zero, cancellationToken);
        if (claim?.Record is not { } record || (record.Stage != JobStage.Finished && !IsSilent(record, starting)))
        {
            return;
        }

        if (record.Stage == JobStage.Finished)
        {
            await ending.CleanUpAsync(claim, cancellationToken);
            return;
        }

        var isBorne = Deaths.AreBorne(record, clock.GetUtcNow());
        if (record.Rescues >= MostRescues && record.Failure is null && !(record.Stage == JobStage.Started && isBorne))
        {
            await ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerSystemFailure,
                $"The job made no progress in the runner, though it was taken up again {MostRescues} times."), QueueOf(record),
                cancellationToken);
            return;
        }

        // A host that poisons a ticket because its process died each time calls no function any more.
        if (record.Failure is null && await queues.Get(QueueOf(record)).IsPoisonedAsync(
            new JobTicket { Job = job, Sequence = record.Sequence }, cancellationToken))
        {
            if (isBorne)
            {
                logger.TakenUpAgain(job, record.Sequence);
                await handoff.AfterDeathsAsync(claim, record, QueueOf(record), cancellationToken);
                return;
            }

            await ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerSystemFailure,
                "The runner failed at this job again and again, each time without a last word, and gives it up."), QueueOf(record),
                cancellationToken);
            return;
        }

        logger.Rescued(job, record.Stage);
        await claim.SaveAsync(record with { Rescues = record.Rescues + 1, Touched = clock.GetUtcNow() }, cancellationToken);
        await claim.DisposeAsync();
        await queues.EnqueueAsync(
            QueueOf(record), new JobTicket { Job = job, Sequence = record.Sequence }, TimeSpan.Zero, cancellationToken);
    }

    private static string QueueOf(JobRecord record) => record.Stage switch
    {
        JobStage.Received => QueueNames.Prepare,
        JobStage.Prepared or JobStage.Starting => QueueNames.Start,
        _ => QueueNames.Follow,
    };

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _pruned > PruneInterval)
        {
            _pruned = now;
            await store.PruneAsync(now - Memory, cancellationToken);
        }
    }
}
