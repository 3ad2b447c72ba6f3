using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Reconciling;

/// <summary>What Reconcile repairs.</summary>
internal static partial class ReconcileLog
{
    [LoggerMessage(3000, LogLevel.Information, "Job {Job}: nobody is at it; its ticket is put back, stage {Stage}")]
    public static partial void Rescued(this ILogger logger, JobName job, JobStage stage);

    [LoggerMessage(3001, LogLevel.Warning, "Job {Job}: has a pod and is not stored here; its pod is removed")]
    public static partial void Orphan(this ILogger logger, JobName job);

    [LoggerMessage(3002, LogLevel.Error, "Job {Job}: could not be looked after; tried again in the next round")]
    public static partial void NotSettled(this ILogger logger, Exception e, JobName job);
}
