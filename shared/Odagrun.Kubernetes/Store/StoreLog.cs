using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>What the store logs: 7050 to 7069.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(7050, LogLevel.Information, "Job {Job}: ended as {Outcome}: {Journal}")]
    public static partial void JobEnded(this ILogger logger, JobName job, JobOutcome? outcome, string journal);
}
