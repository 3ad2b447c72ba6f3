using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tickets;

/// <summary>
/// What every host does with a queue message: read the ticket, run the function of its queue, and end the job of a poisoned one. A
/// worker that lost its job to another drops its ticket. An outage is no failure of a ticket, and must not poison it: a copy takes its
/// place.
/// </summary>
internal sealed class TicketRunner(
    IEnumerable<ITicketFunction> functions, TicketGate gate, JobEnding ending, IJobQueues queues, Handoff handoff, TimeProvider clock,
    ILogger<TicketRunner> logger)
{
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string,
        ITicketFunction> _functions = functions.ToDictionary(function => function.Queue, StringComparer.Ordinal);

    /// <summary>Runs the function of <paramref name="queue"/>.</summary>
    /// <exception cref="TicketFormatException">The text is no ticket; delivering it again does not help.</exception>
    public async Task RunAsync(string queue, string? text, CancellationToken cancellationToken)
    {
        var ticket = Read(text);
        try
        {
            await _functions[queue].RunAsync(ticket, cancellationToken);
        }
        catch (ClaimLostException e)
        {
            logger.Lost(ticket.Job, ticket.Sequence, e.Message);
        }
        catch (OutageException e)
        {
            logger.Outage(ticket.Job, OutagePause, e.Message);
            await queues.EnqueueAsync(queue, ticket, OutagePause, cancellationToken);
        }
    }

    /// <summary>
    /// This process ends before the ticket's step does: a copy of it can be taken by others at once. A host that has no other way to give
    /// a message back than to let it fail would count that against it.
    /// </summary>
    public Task PutBackAsync(string queue, string? text, CancellationToken cancellationToken) =>
        queues.EnqueueAsync(queue, Read(text), TimeSpan.Zero, cancellationToken);

    /// <summary>
    /// The message was delivered too often without a word of why: the processes that had it ended. False where its job is to be given up;
    /// else the message has done its part.
    /// </summary>
    public async Task<bool> TakeUpAgainAsync(string queue, string? text, CancellationToken cancellationToken)
    {
        JobTicket ticket;
        try
        {
            ticket = Read(text);
        }
        catch (TicketFormatException)
        {
            return false;
        }

        try
        {
            await using var claim = await gate.OpenAsync(ticket, queue, cancellationToken);
            if (claim?.Record is not { } record)
            {
                return true;
            }

            if (!Deaths.AreBorne(record, clock.GetUtcNow()))
            {
                return false;
            }

            logger.TakenUpAgain(ticket.Job, ticket.Sequence);
            await handoff.AfterDeathsAsync(claim, record, queue, cancellationToken);
            return true;
        }
        catch (ClaimLostException e)
        {
            logger.Lost(ticket.Job, ticket.Sequence, e.Message);
            return true;
        }
    }

    /// <summary>The message failed too often and goes to the poison queue: its job ends with a reason, never silently.</summary>
    public async Task PoisonAsync(string queue, string? text, string lastError, CancellationToken cancellationToken)
    {
        JobTicket ticket;
        try
        {
            ticket = Read(text);
        }
        catch (TicketFormatException e)
        {
            logger.NoTicket(queue, e.Message);
            return;
        }

        try
        {
            await FailAsync(ticket, queue, lastError, cancellationToken);
        }
        catch (ClaimLostException e)
        {
            logger.Lost(ticket.Job, ticket.Sequence, e.Message);
        }
    }

    private async Task FailAsync(JobTicket ticket, string queue, string lastError, CancellationToken cancellationToken)
    {
        await using var claim = await gate.OpenAsync(ticket, queue, cancellationToken);
        if (claim is not null)
        {
            await ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerSystemFailure,
                $"The runner failed at this job again and again and gives it up; the last error was: {lastError}"), queue,
                cancellationToken);
        }
    }

    private static JobTicket Read(string? text) =>
        text is null ? throw new TicketFormatException("the message is no ticket: it is not base64 of UTF-8") : TicketFormat.Read(text);
}
