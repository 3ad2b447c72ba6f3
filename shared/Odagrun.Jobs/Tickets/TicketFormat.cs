using System.Text.Json;

namespace Odagrun.Jobs.Tickets;

/// <summary>Tickets as text.</summary>
public static class TicketFormat
{
    /// <summary>The ticket as JSON.</summary>
    public static string Write(JobTicket ticket) => JsonSerializer.Serialize(ticket, TicketJson.Default.JobTicket);

    /// <summary>Reads <see cref="Write"/>.</summary>
    /// <exception cref="TicketFormatException">The text is no ticket, or one of a newer version.</exception>
    public static JobTicket Read(string text)
    {
        try
        {
            RefuseNewer(text);
            return JsonSerializer.Deserialize(text, TicketJson.Default.JobTicket)
                ?? throw new TicketFormatException("the message is no ticket: it is null");
        }
        catch (JsonException e)
        {
            throw new TicketFormatException($"the message is no ticket: {e.Message}", e);
        }
    }

    // The version is looked at first: a newer ticket may have any form, and is to be named as such.
    private static void RefuseNewer(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("version", out var version)
            && version.TryGetInt32(out var number)
            && number > JobTicket.CurrentVersion)
        {
            throw new TicketFormatException(
                $"the ticket has version {number}, this program knows {JobTicket.CurrentVersion}: a newer one wrote it; let all workers run the same version");
        }
    }
}
