using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Pipelines;

/// <summary>The state of several jobs taken together, as GitLab shows it.</summary>
internal static class PipelineSummary
{
    public static JobStatus Of(IReadOnlyList<Job> jobs)
    {
        bool Any(params JobStatus[] statuses) => jobs.Any(job => statuses.Contains(job.Status));

        if (jobs.All(job => job.Status == JobStatus.Skipped || job is { Status: JobStatus.Manual, AllowFailure: true }))
        {
            return JobStatus.Skipped;
        }

        if (Any(JobStatus.Canceling))
        {
            return JobStatus.Canceling;
        }

        if (Any(JobStatus.Running))
        {
            return JobStatus.Running;
        }

        if (Any(JobStatus.Pending, JobStatus.Scheduled))
        {
            return Any(JobStatus.Success, JobStatus.Failed) ? JobStatus.Running : JobStatus.Pending;
        }

        if (jobs.Any(job => job is { Status: JobStatus.Manual, AllowFailure: false }))
        {
            return JobStatus.Manual;
        }

        if (Any(JobStatus.Created))
        {
            return JobStatus.Running;
        }

        if (jobs.Any(job => job.Status == JobStatus.Failed && !job.AllowFailure))
        {
            return JobStatus.Failed;
        }

        return jobs.Any(job => job.Status == JobStatus.Canceled && !job.AllowFailure) ? JobStatus.Canceled : JobStatus.Success;
    }
}
