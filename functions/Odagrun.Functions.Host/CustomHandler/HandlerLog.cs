using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>What the custom handler does.</summary>
internal static partial class HandlerLog
{
    [LoggerMessage(4100, LogLevel.Warning, "The Functions host that started this process (process {Parent}) is gone: it ends too")]
    public static partial void ParentGone(this ILogger logger, int parent);
}
