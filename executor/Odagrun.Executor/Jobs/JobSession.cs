using Odagrun.Executor.Variables;
using Odagrun.GitLab.Trace;

namespace Odagrun.Executor.Jobs;

/// <summary>The facts of the job that is running; each step reads them, services come by its constructor.</summary>
internal sealed record JobSession(JobRequest Job, JobDirectories Directories, VariableSet Variables, IJobTrace Trace, JobProgress Progress)
{
    /// <summary>CI_JOB_STATUS as scripts after the main one see it.</summary>
    internal string Status => Progress switch
    {
        { Canceled: true } => "canceled",
        { Failure.Reason: Odagrun.GitLab.Api.FailureReason.JobExecutionTimeout } => "timedout",
        { IsGood: true } => "success",
        _ => "failed",
    };
}
