using Microsoft.Extensions.Logging;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>What counting room logs: 7070 to 7079.</summary>
internal static partial class RoomLog
{
    [LoggerMessage(7070, LogLevel.Warning, "Jobs are started without a look at {What}: {Problem}")]
    public static partial void RoomUnknown(this ILogger logger, string what, string problem);
}
