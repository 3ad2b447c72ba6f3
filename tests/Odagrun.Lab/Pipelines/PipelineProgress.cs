using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Pipelines;

/// <summary>
/// Moves a pipeline on: which jobs become pending, manual or skipped, and what state the whole is in. Runs under the board's gate.
/// </summary>
internal sealed class PipelineProgress(LabBoard board, JobFactory jobs)
{
    private DateTimeOffset Now => board.Clock.GetUtcNow();

    /// <summary>Evaluates jobs until nothing changes any more.</summary>
    public void Advance(Pipeline pipeline)
    {
        var released = false;
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var job in pipeline.Latest.Where(job => job.Status == JobStatus.Created).ToList())
            {
                var next = Next(pipeline, job);
                changed |= next is not null;
                released |= next == JobStatus.Pending;
                if (next is { } status)
                {
                    Enter(job, status);
                }
            }
        }

        Summarize(pipeline);
        if (released)
        {
            board.QueueChanged();
        }
    }

    /// <summary>Runs a job again at once.</summary>
    public void Retry(Job job, bool isPlayed)
    {
        var next = Replace(job);
        next.IsPlayed |= isPlayed;
        Release(next);
    }

    /// <summary>
    /// Puts a new run in place of <paramref name="job"/>, to start when its turn comes; jobs skipped because of it get another chance.
    /// </summary>
    public Job Replace(Job job)
    {
        var next = jobs.Create(job.Pipeline, job.Definition, job.Attempt + 1);
        job.IsRetried = true;
        job.Pipeline.Jobs.Insert(job.Pipeline.Jobs.IndexOf(job) + 1, next);
        board.Jobs.Add(next.Id, next);
        next.IsPlayed = job.IsPlayed;
        foreach (var skipped in job.Pipeline.Latest.Where(
            other => other.Status == JobStatus.Skipped && other.Definition.StageIndex >= job.Definition.StageIndex))
        {
            skipped.Status = JobStatus.Created;
            skipped.FinishedAt = null;
        }

        return next;
    }

    /// <summary>Makes a job available to runners.</summary>
    public void Release(Job job)
    {
        job.Status = JobStatus.Pending;
        job.QueuedAt = Now;
        board.QueueChanged();
    }

    private static JobStatus? Next(Pipeline pipeline, Job job)
    {
        var (before, isDag) = Predecessors.Of(pipeline, job);
        if (before.Any(other => !Predecessors.IsSettled(other)))
        {
            return null;
        }

        // A blocking manual job holds back what comes after it.
        if (before.Any(other => other is { Status: JobStatus.Manual, AllowFailure: false }))
        {
            return null;
        }

        var failed = before.Any(other => other.Status is JobStatus.Failed or JobStatus.Canceled && !other.AllowFailure);
        var skipped = isDag && before.Any(other => other.Status is JobStatus.Skipped or JobStatus.Manual);
        var wanted = job.Definition.When switch
        {
            "always" => true,
            "on_failure" => failed,
            _ => !failed && !skipped,
        };
        return !wanted ? JobStatus.Skipped : job.Definition.When switch
        {
            "manual" when !job.IsPlayed => JobStatus.Manual,
            "delayed" when !job.IsPlayed => JobStatus.Scheduled,
            _ => JobStatus.Pending,
        };
    }

    private void Enter(Job job, JobStatus status)
    {
        switch (status)
        {
            case JobStatus.Pending:
                Release(job);
                break;
            case JobStatus.Scheduled:
                job.Status = status;
                job.Timer = board.Clock.CreateTimer(
                    _ => DelayOver(job), null, job.Definition.StartIn ?? TimeSpan.Zero, Timeout.InfiniteTimeSpan);
                break;
            default:
                job.Status = status;
                job.FinishedAt = status == JobStatus.Skipped ? Now : null;
                break;
        }
    }

    private void DelayOver(Job job)
    {
        lock (board.Gate)
        {
            if (job.Status == JobStatus.Scheduled)
            {
                job.Timer?.Dispose();
                job.Timer = null;
                Release(job);
                Advance(job.Pipeline);
            }
        }
    }

    private void Summarize(Pipeline pipeline)
    {
        var status = pipeline.Errors.Count > 0 ? JobStatus.Failed : PipelineSummary.Of([.. pipeline.Latest]);
        if (status == JobStatus.Running)
        {
            pipeline.StartedAt ??= Now;
        }

        pipeline.FinishedAt = status.IsFinished() ? pipeline.FinishedAt ?? Now : null;
        pipeline.Status = status;
    }
}
