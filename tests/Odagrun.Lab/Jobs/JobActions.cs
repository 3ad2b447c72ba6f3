using Odagrun.Lab.Board;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Jobs;

/// <summary>What a person does to jobs and pipelines; false when it is not possible.</summary>
internal sealed class JobActions(LabBoard board, JobLifecycle lifecycle, PipelineProgress progress)
{
    public bool CancelJob(long id)
    {
        lock (board.Gate)
        {
            if (!board.Jobs.TryGetValue(id, out var job) || job.Status.IsFinished() || job.Status == JobStatus.Canceling)
            {
                return false;
            }

            lifecycle.Cancel(job);
            return true;
        }
    }

    public bool RetryJob(long id)
    {
        lock (board.Gate)
        {
            if (!board.Jobs.TryGetValue(id, out var job) || job.IsRetried || !job.Status.IsFinished() || job.Status == JobStatus.Skipped)
            {
                return false;
            }

            progress.Retry(job, isPlayed: true);
            progress.Advance(job.Pipeline);
            return true;
        }
    }

    public bool PlayJob(long id)
    {
        lock (board.Gate)
        {
            if (!board.Jobs.TryGetValue(id, out var job) || job.Status is not (JobStatus.Manual or JobStatus.Scheduled))
            {
                return false;
            }

            job.Timer?.Dispose();
            job.Timer = null;
            job.IsPlayed = true;
            progress.Release(job);
            progress.Advance(job.Pipeline);
            return true;
        }
    }

    public bool CancelPipeline(long id)
    {
        lock (board.Gate)
        {
            if (!board.Pipelines.TryGetValue(id, out var pipeline))
            {
                return false;
            }

            // The last stages first: else the end of an earlier job would make later ones pending in between.
            var open = pipeline.Latest.Where(job => !job.Status.IsFinished() && job.Status != JobStatus.Canceling).Reverse().ToList();
            foreach (var job in open)
            {
                lifecycle.Cancel(job);
            }

            return open.Count > 0;
        }
    }

    public bool RetryPipeline(long id)
    {
        lock (board.Gate)
        {
            if (!board.Pipelines.TryGetValue(id, out var pipeline))
            {
                return false;
            }

            var ended = pipeline.Latest.Where(job => job.Status is JobStatus.Failed or JobStatus.Canceled).ToList();
            foreach (var job in ended)
            {
                // Of the canceled jobs only those go at once whose turn it would be.
                progress.Replace(job);
            }

            progress.Advance(pipeline);
            return ended.Count > 0;
        }
    }
}
