using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Hosting.Invoking;

/// <summary>What happens to invocations.</summary>
internal static partial class InvokingLog
{
    [LoggerMessage(4007, LogLevel.Information, "Stopping: no more jobs are asked for; running jobs go on by themselves")]
    public static partial void Stopping(this ILogger logger);

    [LoggerMessage(4020, LogLevel.Error, "{Function} failed, delivery {Count} of {Max}")]
    public static partial void TicketFailed(this ILogger logger, Exception e, string function, long count, int max);

    [LoggerMessage(4021, LogLevel.Error, "{Function} can't read a message, delivery {Count} of {Max}: {Problem}")]
    public static partial void NoTicket(this ILogger logger, string function, long count, int max, string problem);

    [LoggerMessage(
        4022, LogLevel.Error, "A ticket of {Function} goes to the poison queue, and its job could not be ended; Reconcile will do it")]
    public static partial void NotEnded(this ILogger logger, Exception e, string function);

    [LoggerMessage(4023, LogLevel.Information, "A ticket of {Function} is handed over: this process ends")]
    public static partial void HandedOver(this ILogger logger, string function);

    [LoggerMessage(4024, LogLevel.Debug, "{Function} runs past due")]
    public static partial void PastDue(this ILogger logger, string function);
}
