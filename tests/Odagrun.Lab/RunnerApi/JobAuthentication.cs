using System.Globalization;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.RunnerApi;

/// <summary>Knows jobs by number and token.</summary>
internal static class JobAuthentication
{
    /// <summary>The job of the path when the token is its own; else null. Runs under the board's gate.</summary>
    public static Job? Find(LabBoard board, HttpContext context, string? bodyToken = null)
    {
        var token = context.Request.Headers["JOB-TOKEN"].ToString();
        token = token.Length > 0 ? token : bodyToken ?? "";
        return long.TryParse((string?)context.Request.RouteValues["id"], CultureInfo.InvariantCulture, out var id)
            && board.Jobs.TryGetValue(id, out var job) && job.Token == token ? job : null;
    }

    /// <summary>Tells the runner the job's state, and how often to send the log.</summary>
    public static void Describe(LabBoard board, HttpContext context, Job job)
    {
        context.Response.Headers["Job-Status"] = job.Status.Name();
        var watched = job.Trace.WatchedUntil > board.Clock.GetUtcNow();
        var interval = board.Options.TraceUpdateInterval ?? TimeSpan.FromSeconds(watched ? 3 : 60);
        context.Response.Headers["X-GitLab-Trace-Update-Interval"] = Math.Ceiling(interval.TotalSeconds).ToString(
            CultureInfo.InvariantCulture);
    }
}
