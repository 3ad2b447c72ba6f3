using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tickets;

/// <summary>
/// A function that a queue triggers. Done when it returns; any exception has the ticket delivered again. Hosts call it and know
/// nothing else of it.
/// </summary>
internal interface ITicketFunction
{
    /// <summary>The queue whose tickets it takes.</summary>
    string Queue { get; }

    Task RunAsync(JobTicket ticket, CancellationToken cancellationToken);
}
