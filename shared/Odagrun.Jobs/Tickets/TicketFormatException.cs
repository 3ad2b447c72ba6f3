namespace Odagrun.Jobs.Tickets;

/// <summary>A queue message is no ticket, or one that a newer program wrote. Trying again does not help.</summary>
public sealed class TicketFormatException(string message, Exception? inner = null) : Exception(message, inner);
