using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tickets;

/// <summary>
/// Lets the one valid ticket of a job through, to one worker at a time. Everything else is dropped: copies of a ticket, tickets of
/// jobs that are over, tickets whose job another worker has at hand (should that worker die, Reconcile puts a ticket back). Where the
/// store can't tell that last case, the two do the same work, and the second to save loses its claim.
/// </summary>
internal sealed class TicketGate(IJobStore store, JobEnding ending, ILogger<TicketGate> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The job's claim, or null when there is nothing to do.</summary>
    public async Task<IJobClaim?> OpenAsync(JobTicket ticket, string queue, CancellationToken cancellationToken)
    {
        var claim = await store.ClaimAsync(ticket, Patience, cancellationToken);
        if (claim is null)
        {
            logger.Busy(ticket.Job, ticket.Sequence);
            return null;
        }

        try
        {
            if (await IsCurrentAsync(claim, ticket, queue, cancellationToken))
            {
                return claim;
            }
        }
        catch
        {
            await claim.DisposeAsync();
            throw;
        }

        await claim.DisposeAsync();
        return null;
    }

    private async Task<bool> IsCurrentAsync(IJobClaim claim, JobTicket ticket, string queue, CancellationToken cancellationToken)
    {
        switch (claim.Record)
        {
            case null:
                logger.Over(ticket.Job, ticket.Sequence);
                return false;
            case { Stage: JobStage.Finished }:
                await ending.CleanUpAsync(claim, cancellationToken);
                return false;
            case var record when record.Sequence != ticket.Sequence:
                logger.Stale(ticket.Job, ticket.Sequence, record.Sequence);
                return false;
            case { Failure: { } failure }:
                await ending.FailAsync(claim, failure, queue, cancellationToken);
                return false;
            default:
                return true;
        }
    }
}
