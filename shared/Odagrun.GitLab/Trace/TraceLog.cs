using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Trace;

/// <summary>Log lines about sending a job's log.</summary>
internal static partial class TraceLog
{
    [LoggerMessage(1201, LogLevel.Information, "Job {JobId}: the server's log does not end at {Offset} but at {Size}, going on there")]
    public static partial void TraceMoved(this ILogger logger, long jobId, long offset, long size);

    [LoggerMessage(1202, LogLevel.Warning, "Job {JobId}: log not taken, will be sent again: {Message}")]
    public static partial void TraceNotTaken(this ILogger logger, long jobId, string? message);

    [LoggerMessage(1203, LogLevel.Information, "Job {JobId}: GitLab cancels it")]
    public static partial void JobCanceling(this ILogger logger, long jobId);

    [LoggerMessage(1204, LogLevel.Information, "Job {JobId}: GitLab says it is over: {Message}")]
    public static partial void JobOver(this ILogger logger, long jobId, string? message);

    [LoggerMessage(1205, LogLevel.Warning, "Job {JobId}: final state not taken at try {Try}: {Result}")]
    public static partial void FinalStateNotTaken(this ILogger logger, long jobId, int @try, string result);
}
