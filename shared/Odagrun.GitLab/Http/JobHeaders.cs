using System.Globalization;

namespace Odagrun.GitLab.Http;

/// <summary>What GitLab says of a job beside every answer.</summary>
internal static class JobHeaders
{
    public static bool IsOver(this ApiAnswer answer) => answer.Status == 403 || answer.Header("Job-Status") is "canceled" or "failed";

    public static bool IsCanceling(this ApiAnswer answer) => answer.Header("Job-Status") is "canceling";

    public static TimeSpan? UpdateInterval(this ApiAnswer answer) =>
        int.TryParse(answer.Header("X-GitLab-Trace-Update-Interval"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The end of <c>Range: 0-SIZE</c>: how many bytes of log the server has.</summary>
    public static long? TraceSize(this ApiAnswer answer) =>
        answer.Header("Range") is { } range
        && range.LastIndexOf('-') is >= 0 and var dash
        && long.TryParse(range.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;
}
