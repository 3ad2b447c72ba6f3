namespace Odagrun.Lab.Jobs;

/// <summary>What a status means and how it is written.</summary>
public static class JobStatusNames
{
    /// <summary>GitLab's name, as in <c>Job-Status</c>.</summary>
    public static string Name(this JobStatus status) => status switch
    {
        JobStatus.Created => "created",
        JobStatus.Manual => "manual",
        JobStatus.Scheduled => "scheduled",
        JobStatus.Pending => "pending",
        JobStatus.Running => "running",
        JobStatus.Canceling => "canceling",
        JobStatus.Success => "success",
        JobStatus.Failed => "failed",
        JobStatus.Canceled => "canceled",
        _ => "skipped",
    };

    /// <summary>Whether nothing more happens to a job by itself.</summary>
    public static bool IsFinished(this JobStatus status) =>
        status is JobStatus.Success or JobStatus.Failed or JobStatus.Canceled or JobStatus.Skipped;

    /// <summary>Whether a runner holds the job and its token is alive.</summary>
    public static bool IsActive(this JobStatus status) => status is JobStatus.Running or JobStatus.Canceling;
}
