using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Polling;

/// <summary>What happens while GitLab is asked for jobs.</summary>
internal static partial class PollLog
{
    [LoggerMessage(1000, LogLevel.Information, "Runner {Runner}: asks {Url} for jobs, at most {Limit} at once")]
    public static partial void Polling(this ILogger logger, string runner, Uri url, int limit);

    [LoggerMessage(
        1001, LogLevel.Error, "Runner {Runner}: GitLab at {Url} refuses its token ({Problem}); from now on it asks once in {Pause}. "
        + "Give it a valid token (Odagrun:Runners, Token) and start again")]
    public static partial void TokenRefused(this ILogger logger, string runner, Uri url, string? problem, TimeSpan pause);

    [LoggerMessage(1002, LogLevel.Information, "Runner {Runner}: GitLab takes its token again")]
    public static partial void TokenAccepted(this ILogger logger, string runner);

    [LoggerMessage(1003, LogLevel.Warning, "Runner {Runner}: {Url} gives no answer ({Problem}); asks again after {Delay}")]
    public static partial void Unavailable(this ILogger logger, string runner, Uri url, string? problem, TimeSpan delay);

    [LoggerMessage(1004, LogLevel.Information, "Runner {Runner}: {Url} answers again")]
    public static partial void AvailableAgain(this ILogger logger, string runner, Uri url);

    [LoggerMessage(1005, LogLevel.Error, "Runner {Runner}: it has no project or group left at {Url} ({Problem}); asks once in {Pause}")]
    public static partial void Orphaned(this ILogger logger, string runner, Uri url, string? problem, TimeSpan pause);

    [LoggerMessage(
        1006, LogLevel.Warning, "Runner {Runner}: its token ends at {End:u} and stands in the settings, where a new one can't be kept. "
        + "Put it into a file and name that in TokenFile, or make a new token in time")]
    public static partial void TokenEnds(this ILogger logger, string runner, DateTimeOffset end);

    [LoggerMessage(1007, LogLevel.Information, "Runner {Runner}: has a new token, kept in {File}")]
    public static partial void TokenRenewed(this ILogger logger, string runner, string file);

    [LoggerMessage(1008, LogLevel.Warning, "Runner {Runner}: its token is not renewed ({Problem}); tries again in an hour")]
    public static partial void TokenNotRenewed(this ILogger logger, string runner, string? problem);

    [LoggerMessage(1009, LogLevel.Error, "Runner {Runner}: has a new token, but {File} could not be written ({Problem}). "
        + "It is lost with this process: reset the runner's token in GitLab and write it there")]
    public static partial void TokenNotKept(this ILogger logger, string runner, string file, string problem);

    [LoggerMessage(1010, LogLevel.Information, "Job {Job}: received")]
    public static partial void Received(this ILogger logger, JobName job);

    [LoggerMessage(1011, LogLevel.Debug, "Job {Job}: stored")]
    public static partial void Stored(this ILogger logger, JobName job);

    [LoggerMessage(1012, LogLevel.Debug, "Job {Job}: enqueued")]
    public static partial void Enqueued(this ILogger logger, JobName job);

    [LoggerMessage(1013, LogLevel.Debug, "Job {Job}: acknowledged to GitLab: {Answer}")]
    public static partial void Acknowledged(this ILogger logger, JobName job, KeepingAlive.KeepAliveAnswer answer);

    [LoggerMessage(1014, LogLevel.Warning, "Job {Job}: GitLab gave it again; {What}")]
    public static partial void GivenAgain(this ILogger logger, JobName job, string what);

    [LoggerMessage(1015, LogLevel.Error, "Runner {Runner}: GitLab gave something that is no job: {Problem}")]
    public static partial void Malformed(this ILogger logger, string runner, string? problem);

    [LoggerMessage(
        1016, LogLevel.Error, "Job {Job}: can't be stored ({Problem}) and fails; no more are asked for until the job store takes them, "
        + "which is tried after {Delay}")]
    public static partial void NotStored(this ILogger logger, JobName job, string problem, TimeSpan delay);

    [LoggerMessage(
        1020, LogLevel.Error, "The job store takes no jobs ({Problem}): none are asked for until it does, which is tried every {Pause}")]
    public static partial void StoreBroken(this ILogger logger, string problem, TimeSpan pause);

    [LoggerMessage(1021, LogLevel.Information, "The job store takes jobs again")]
    public static partial void StoreGood(this ILogger logger);

    [LoggerMessage(1019, LogLevel.Warning, "Job {Job}: is too large to be stored and fails: {Problem}")]
    public static partial void TooLarge(this ILogger logger, JobName job, string problem);

    [LoggerMessage(1017, LogLevel.Warning, "Job {Job}: its ticket can't be enqueued ({Problem}); that is done later")]
    public static partial void NotEnqueued(this ILogger logger, JobName job, string problem);

    [LoggerMessage(1022, LogLevel.Information, "Job {Job}: nobody has taken it up for {Silence}; its ticket is put back")]
    public static partial void TicketPutBack(this ILogger logger, JobName job, TimeSpan silence);

    [LoggerMessage(1023, LogLevel.Warning, "Job {Job}: could not be kept alive; tried again in the next round")]
    public static partial void NotKept(this ILogger logger, Exception e, JobName job);

    [LoggerMessage(1024, LogLevel.Warning, "Jobs that nobody has taken up could not be listed ({Problem}); tried again in the next round")]
    public static partial void NotListed(this ILogger logger, string problem);

    [LoggerMessage(
        1025, LogLevel.Error, "Runner {Runner}: room for jobs could not be counted; asks for none, and counts again after {Delay}")]
    public static partial void RoomUnknown(this ILogger logger, Exception e, string runner, TimeSpan delay);

    [LoggerMessage(1018, LogLevel.Error, "Runner {Runner}: asking for a job failed unexpectedly; asks again after {Delay}")]
    public static partial void Unexpected(this ILogger logger, Exception e, string runner, TimeSpan delay);
}
