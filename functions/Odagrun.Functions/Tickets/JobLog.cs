using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tickets;

/// <summary>What happens to jobs, one line at each step's boundary.</summary>
internal static partial class JobLog
{
    [LoggerMessage(2000, LogLevel.Debug, "Job {Job}: another worker has it; ticket {Sequence} dropped")]
    public static partial void Busy(this ILogger logger, JobName job, int sequence);

    [LoggerMessage(2001, LogLevel.Debug, "Job {Job}: over; ticket {Sequence} dropped")]
    public static partial void Over(this ILogger logger, JobName job, int sequence);

    [LoggerMessage(2002, LogLevel.Debug, "Job {Job}: ticket {Sequence} is old, {Current} is the current one; dropped")]
    public static partial void Stale(this ILogger logger, JobName job, int sequence, int current);

    [LoggerMessage(2003, LogLevel.Error, "A message in {Queue} goes to its poison queue: {Problem}")]
    public static partial void NoTicket(this ILogger logger, string queue, string problem);

    [LoggerMessage(2004, LogLevel.Debug, "Job {Job}: ticket {Sequence} dropped: {Why}")]
    public static partial void Lost(this ILogger logger, JobName job, int sequence, string why);

    [LoggerMessage(2005, LogLevel.Warning, "Job {Job}: goes on in {Delay}, nothing is lost: {Problem}")]
    public static partial void Outage(this ILogger logger, JobName job, TimeSpan delay, string problem);

    [LoggerMessage(2006, LogLevel.Warning, "Job {Job}: all processes that had ticket {Sequence} ended; another ticket takes its place")]
    public static partial void TakenUpAgain(this ILogger logger, JobName job, int sequence);

    [LoggerMessage(2010, LogLevel.Debug, "Job {Job}: preparing")]
    public static partial void Preparing(this ILogger logger, JobName job);

    [LoggerMessage(2011, LogLevel.Debug, "Job {Job}: image composed: {Image}, {Bytes} blob bytes sent")]
    public static partial void Composed(this ILogger logger, JobName job, string image, long bytes);

    [LoggerMessage(2012, LogLevel.Information, "Job {Job}: prepared")]
    public static partial void Prepared(this ILogger logger, JobName job);

    [LoggerMessage(2013, LogLevel.Warning, "Job {Job}: waits {Delay} before it is tried again: {Why}")]
    public static partial void Waits(this ILogger logger, JobName job, TimeSpan delay, string why);

    [LoggerMessage(2020, LogLevel.Debug, "Job {Job}: starting")]
    public static partial void Starting(this ILogger logger, JobName job);

    [LoggerMessage(2021, LogLevel.Information, "Job {Job}: started")]
    public static partial void Started(this ILogger logger, JobName job);

    [LoggerMessage(2030, LogLevel.Debug, "Job {Job}: following")]
    public static partial void Following(this ILogger logger, JobName job);

    [LoggerMessage(2040, LogLevel.Information, "Job {Job}: fails as {Reason}: {Sentence}")]
    public static partial void Failing(this ILogger logger, JobName job, string reason, string sentence);

    [LoggerMessage(2041, LogLevel.Error, "Job {Job}: its failure could not be reported to GitLab for {Patience}; given up")]
    public static partial void Unreported(this ILogger logger, JobName job, TimeSpan patience);

    [LoggerMessage(2042, LogLevel.Debug, "Job {Job}: cleaning up")]
    public static partial void CleaningUp(this ILogger logger, JobName job);

    [LoggerMessage(2043, LogLevel.Information,
        "Job {Job}: finished as {Outcome} after {TotalMs} ms: prepare {PrepareMs}, start {StartMs}, run {RunMs}")]
    public static partial void Finished(
        this ILogger logger, JobName job, JobOutcome? outcome, long totalMs, long prepareMs, long startMs, long runMs);

    [LoggerMessage(2044, LogLevel.Warning, "Job {Job}: its state could not be noted in the job store ({Problem}); going on all the same")]
    public static partial void NotNoted(this ILogger logger, JobName job, string problem);

    [LoggerMessage(2045, LogLevel.Information, "Job {Job}: GitLab says that it is over")]
    public static partial void OverAtGitLab(this ILogger logger, JobName job);
}
