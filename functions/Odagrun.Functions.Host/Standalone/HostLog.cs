using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>What the Standalone host does.</summary>
internal static partial class HostLog
{
    [LoggerMessage(4000, LogLevel.Warning, "Queue {Queue} can't be read ({Problem}); tried again every {Delay}")]
    public static partial void QueueUnavailable(this ILogger logger, string queue, string problem, TimeSpan delay);

    [LoggerMessage(4008, LogLevel.Information, "Queue {Queue} can be read again")]
    public static partial void QueueAvailable(this ILogger logger, string queue);

    [LoggerMessage(4001, LogLevel.Error, "A message of {Queue} failed, delivery {Count} of {Max}")]
    public static partial void FunctionFailed(this ILogger logger, Exception e, string queue, long count, int max);

    [LoggerMessage(4002, LogLevel.Error, "Message {Id} of {Queue} goes to the poison queue: {Why}")]
    public static partial void Poisoned(this ILogger logger, string queue, string id, string why);

    [LoggerMessage(4003, LogLevel.Information, "Message {Id} of {Queue} is handed over: this process ends")]
    public static partial void HandedOver(this ILogger logger, string queue, string id);

    [LoggerMessage(4004, LogLevel.Error, "Message {Id} of {Queue} could not be settled; it comes again when its time is over")]
    public static partial void NotSettled(this ILogger logger, Exception e, string queue, string id);

    [LoggerMessage(4005, LogLevel.Warning, "Message {Id} of {Queue} could not be kept invisible: {Problem}")]
    public static partial void NotRenewed(this ILogger logger, string queue, string id, string problem);

    [LoggerMessage(4006, LogLevel.Error, "Reconcile failed; tried again after {Delay}")]
    public static partial void ReconcileFailed(this ILogger logger, Exception e, TimeSpan delay);

    [LoggerMessage(4009, LogLevel.Critical, "The functions can't go on")]
    public static partial void Broken(this ILogger logger, Exception e);

    [LoggerMessage(4010, LogLevel.Error, "Ends without knowing whether there are jobs: {Problem}")]
    public static partial void NotAsked(this ILogger logger, string problem);

    [LoggerMessage(4011, LogLevel.Error,
        "Ends without knowing whether there is something left to do: queues or job store have not answered for {Patience} ({Problem})")]
    public static partial void NotCounted(this ILogger logger, string problem, TimeSpan patience);
}
