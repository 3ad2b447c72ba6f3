using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes;

/// <summary>What the cluster's side logs: 7000 to 7049 for requests and watches.</summary>
internal static partial class KubernetesLog
{
    [LoggerMessage(7000, LogLevel.Information, "Kubernetes could not take '{Call}' ({Problem}); tried again in {Milliseconds} ms")]
    public static partial void Repeated(this ILogger logger, ApiCall call, string problem, long milliseconds);

    [LoggerMessage(7001, LogLevel.Debug, "Watching {What} from version {Version}: {Count} there")]
    public static partial void Watching(this ILogger logger, string what, string version, int count);

    [LoggerMessage(7002, LogLevel.Information, "The watch of {What} broke off ({Problem}); resumed in {Milliseconds} ms")]
    public static partial void WatchBroken(this ILogger logger, string what, string problem, long milliseconds);

    [LoggerMessage(7003, LogLevel.Information, "The watch of {What} is too far behind; listed anew")]
    public static partial void WatchExpired(this ILogger logger, string what);

    [LoggerMessage(7004, LogLevel.Debug, "Nobody uses the watch of {What}; stopped")]
    public static partial void WatchIdle(this ILogger logger, string what);

    [LoggerMessage(7005, LogLevel.Warning, "The watch of {What} can't go on")]
    public static partial void WatchFailed(this ILogger logger, Exception e, string what);

    [LoggerMessage(7006, LogLevel.Warning, "Events can't be read, so jobs' logs say less about what they wait for: {Problem}")]
    public static partial void NoEvents(this ILogger logger, string problem);

    [LoggerMessage(
        7007, LogLevel.Warning, "Somebody deleted the pod of {Job}; the Job is removed, so that the cluster makes no second pod")]
    public static partial void PodTaken(this ILogger logger, string job);

    [LoggerMessage(7008, LogLevel.Warning, "Pod of {Job} did not end within {Limit} of being asked; removed by force")]
    public static partial void PodForced(this ILogger logger, JobName job, TimeSpan limit);
}
