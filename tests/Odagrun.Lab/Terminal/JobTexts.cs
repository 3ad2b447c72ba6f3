using System.Globalization;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Terminal;

/// <summary>How jobs and their times are put into words.</summary>
internal static class JobTexts
{
    /// <summary>One word for a job's state.</summary>
    public static string State(JobView job) => job switch
    {
        { Status: JobStatus.Failed, AllowFailure: true } => "failed (allowed)",
        { Status: JobStatus.Pending, IsPreparing: true } => "preparing",
        { Status: JobStatus.Pending, Stuck: not null } => "stuck",
        _ => job.Status.Name(),
    };

    /// <summary>Why a job failed or waits; empty when there is nothing to say.</summary>
    public static string Why(JobView job) => job switch
    {
        { Status: JobStatus.Failed } =>
            string.Join(", ", new[] { job.FailureReason, job.ExitCode is { } code ? $"exit code {code}" : null }.OfType<string>()),
        { Stuck: { } stuck } => stuck,
        _ => "",
    };

    /// <summary>How long a job has run.</summary>
    public static TimeSpan? Ran(JobView job, TimeProvider clock) =>
        job.StartedAt is { } started ? (job.FinishedAt ?? clock.GetUtcNow()) - started : null;

    /// <summary>A time for people: <c>340 ms</c>, <c>4.2 s</c>, <c>3 min 05 s</c>.</summary>
    public static string Time(TimeSpan? time) => time switch
    {
        null => "",
        { TotalMilliseconds: < 999.5 } t => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, t.TotalMilliseconds):F0} ms"),
        { TotalSeconds: < 59.95 } t => string.Create(CultureInfo.InvariantCulture, $"{t.TotalSeconds:F1} s"),
        { TotalHours: < 1 } t => string.Create(CultureInfo.InvariantCulture, $"{t.Minutes} min {t.Seconds:00} s"),
        { } t => string.Create(CultureInfo.InvariantCulture, $"{(int)t.TotalHours} h {t.Minutes:00} min"),
    };
}
