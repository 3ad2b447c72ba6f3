using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Http;

/// <summary>Log lines of the calls to GitLab. Paths and statuses only: tokens are in headers and bodies.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(1101, LogLevel.Debug, "{Method} {Path}: {Status}, request id {RequestId}")]
    public static partial void CallAnswered(this ILogger logger, HttpMethod method, string path, int status, string requestId);

    [LoggerMessage(1102, LogLevel.Information, "{Method} {Path}: {Status}, next attempt in {Milliseconds:0} ms")]
    public static partial void CallRetried(this ILogger logger, HttpMethod method, string path, int status, double milliseconds);

    [LoggerMessage(1103, LogLevel.Warning, "{Method} {Path}: {Problem}")]
    public static partial void CallFailed(this ILogger logger, HttpMethod method, string path, string problem);
}
