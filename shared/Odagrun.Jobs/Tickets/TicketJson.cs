using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Tickets;

[JsonSerializable(typeof(JobTicket))]
internal sealed partial class TicketJson : JsonSerializerContext;
