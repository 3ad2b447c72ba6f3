using Odagrun.Functions.KeepingAlive;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tickets;

/// <summary>
/// Ends a step: the record with the next sequence is saved, the claim given back, then the ticket of that sequence enqueued. In
/// this order, so that the next worker finds the job free; a crash before the last is mended by Reconcile.
/// </summary>
internal sealed class Handoff(IJobQueues queues, TwoPhaseAnswers answers, TimeProvider clock)
{
    /// <summary>Progress: on to <paramref name="queue"/>.</summary>
    public Task NextAsync(IJobClaim claim, JobRecord record, string queue, CancellationToken cancellationToken) =>
        SendAsync(claim, record with { Rescues = 0, Deaths = 0, Waits = 0, WaitingSince = null, AttendedUntil = null }, queue,
            TimeSpan.Zero, cancellationToken);

    /// <summary>On to the job's pod, which will be watched for <paramref name="watch"/> before anything is saved again.</summary>
    public Task WatchAsync(IJobClaim claim, JobRecord record, TimeSpan watch, CancellationToken cancellationToken)
    {
        var next = record with { Rescues = 0, Deaths = 0, Waits = 0, WaitingSince = null, AttendedUntil = clock.GetUtcNow() + watch };
        return SendAsync(claim, next, QueueNames.Follow, TimeSpan.Zero, cancellationToken);
    }

    /// <summary>No progress now: the same step again after <paramref name="delay"/>.</summary>
    public Task AgainAsync(IJobClaim claim, JobRecord record, string queue, TimeSpan delay, CancellationToken cancellationToken) =>
        SendAsync(
            claim,
            record with { Waits = record.Waits + 1, WaitingSince = record.WaitingSince ?? clock.GetUtcNow(), AttendedUntil = null },
            queue,
            delay,
            cancellationToken);

    /// <summary>The processes that had the ticket died: the same step by a ticket that nobody has had yet.</summary>
    public Task AfterDeathsAsync(IJobClaim claim, JobRecord record, string queue, CancellationToken cancellationToken) =>
        SendAsync(claim, record with { Deaths = record.Deaths + 1, AttendedUntil = null }, queue, TimeSpan.Zero, cancellationToken);

    private async Task SendAsync(IJobClaim claim, JobRecord record, string queue, TimeSpan delay, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var next = record with
        {
            Sequence = record.Sequence + 1,
            Touched = now,
            Due = now + delay,
            TwoPhase = record.TwoPhase ?? answers.Find(record.Name),
        };
        await claim.SaveAsync(next, cancellationToken);
        await claim.DisposeAsync();
        await queues.EnqueueAsync(queue, new JobTicket { Job = next.Name, Sequence = next.Sequence }, delay, cancellationToken);
    }
}
