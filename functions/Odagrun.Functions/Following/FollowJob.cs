using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.Functions.KeepingAlive;
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
    TicketGate gate, Handoff handoff, JobEnding ending, KeepAlive keepAlive, IPodLauncher pods, TimeProvider clock, ILogger<FollowJob> logger) : ITicketFunction
{
    /// <summary>How long one ticket waits.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);

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
        var status = await pods.WaitAsync(claim.Job, known: null, Slice, cancellationToken);
        await (status.Phase switch
        {
            PodPhase.Finished when status.Termination is { Reported: true } word => FinishAsync(claim, word, cancellationToken),
            PodPhase.Finished => FailAsync(claim, PodFailures.Describe(status), cancellationToken),
            PodPhase.NotFound => FailAsync(claim, PodFailures.Describe(PodFailure.Deleted, null, null), cancellationToken),
            PodPhase.Pending => WaitOnAsync(claim, cancellationToken),
            _ => WatchOnAsync(claim, cancellationToken),
        });
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

        await handoff.NextAsync(claim, claim.Record, Queue, cancellationToken);
    }

    private Task WatchOnAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        var end = (record.Started ?? record.Received) + TimeSpan.FromSeconds(record.TimeoutSeconds) + Grace;
        return clock.GetUtcNow() > end
            ? FailAsync(claim, new JobFailure(
                FailureReason.JobExecutionTimeout,
                $"The job's time limit of {TimeSpan.FromSeconds(record.TimeoutSeconds)} is over since {Grace}, and its executor says nothing; its pod was removed."), cancellationToken)
            : handoff.NextAsync(claim, record, Queue, cancellationToken);
    }
}
