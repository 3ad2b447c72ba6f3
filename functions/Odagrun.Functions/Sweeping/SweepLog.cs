using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Sweeping;

/// <summary>What the sweep tells.</summary>
internal static partial class SweepLog
{
    [LoggerMessage(2300, LogLevel.Debug, "{Name} could not be marked as used: {Problem}")]
    public static partial void NotMarked(this ILogger logger, string name, string problem);

    [LoggerMessage(2301, LogLevel.Information, "Swept {Deleted} of {Seen} caches and images in the registry, {Bytes} bytes of layers")]
    public static partial void Swept(this ILogger logger, int deleted, int seen, long bytes);

    [LoggerMessage(2302, LogLevel.Warning, "The registry could not be swept: {Problem}")]
    public static partial void NotSwept(this ILogger logger, string problem);
}
