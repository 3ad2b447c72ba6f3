using Odagrun.Lab.Board;
using Odagrun.Lab.Ledger;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Jobs;

/// <summary>Every change of a job's state goes through here. All methods run under the board's gate.</summary>
internal sealed class JobLifecycle(LabBoard board, PipelineProgress progress)
{
    private DateTimeOffset Now => board.Clock.GetUtcNow();

    /// <summary>Gives a pending job to a runner: it waits for the acknowledgement, or runs at once as with an old server.</summary>
    public void Assign(Job job, RegisteredRunner runner, RunnerManager manager)
    {
        job.Runner = runner;
        job.Manager = manager;
        job.Ledger.Assignments.Add(new LedgerEntry(Now, $"{manager.SystemId} of runner {runner.Id}"));
        if (board.Options.TwoPhaseCommit && manager.Has("two_phase_job_commit"))
        {
            ExpectAcknowledgement(job);
            board.Changed();
        }
        else
        {
            Start(job);
        }
    }

    /// <summary><c>state=pending</c>: the runner still prepares the job.</summary>
    public void Keep(Job job)
    {
        job.Ledger.PendingKeeps++;
        ExpectAcknowledgement(job);
        board.Changed();
    }

    public void Start(Job job)
    {
        StopTimer(job);
        job.AcknowledgeBy = null;
        job.Status = JobStatus.Running;
        job.StartedAt = Now;
        job.Ledger.Starts++;
        progress.Advance(job.Pipeline);
        board.Changed();
    }

    /// <summary>The final state a runner told.</summary>
    public void Finish(Job job, bool success, string? failureReason, int? exitCode)
    {
        var status = job.Status == JobStatus.Canceling ? JobStatus.Canceled : success ? JobStatus.Success : JobStatus.Failed;
        job.Ledger.Finals.Add(new LedgerEntry(Now, success ? "success" : $"failed: {failureReason ?? "unknown_failure"}"));
        job.ExitCode = exitCode is { } code ? Math.Clamp(code, 0, 32767) : null;
        if (status == JobStatus.Failed && job.Definition.AllowFailureExitCodes.Count > 0)
        {
            job.AllowFailure = job.ExitCode is { } ended && job.Definition.AllowFailureExitCodes.Contains(ended);
        }

        End(job, status, status == JobStatus.Failed ? failureReason ?? "unknown_failure" : null);
    }

    /// <summary>The server itself ends the job.</summary>
    public void Drop(Job job, string failureReason) => End(job, JobStatus.Failed, failureReason);

    /// <summary>A person or a newer pipeline cancels: at once, or gracefully when the runner can run after_script.</summary>
    public void Cancel(Job job)
    {
        if (job.Status.IsFinished() || job.Status == JobStatus.Canceling)
        {
            return;
        }

        if (job.Status == JobStatus.Running && job.Manager?.Has("cancel_gracefully") == true)
        {
            job.Status = JobStatus.Canceling;
            progress.Advance(job.Pipeline);
            board.Changed();
            return;
        }

        End(job, JobStatus.Canceled, failureReason: null);
    }

    private void End(Job job, JobStatus status, string? failureReason)
    {
        StopTimer(job);
        job.AcknowledgeBy = null;
        job.Status = status;
        job.FailureReason = failureReason;
        job.FinishedAt = Now;
        if (status == JobStatus.Failed && RetryPolicy.Allows(job, board.Options))
        {
            progress.Retry(job, isPlayed: false);
        }

        progress.Advance(job.Pipeline);
        board.QueueChanged();
    }

    private void ExpectAcknowledgement(Job job)
    {
        StopTimer(job);
        job.AcknowledgeBy = Now + board.Options.AcknowledgementWait;
        job.Timer = board.Clock.CreateTimer(
            _ => AcknowledgementMissed(job), state: null, board.Options.AcknowledgementWait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>As GitLab: the run is dropped as <c>runner_provisioning_timeout</c>, and a new one takes its place.</summary>
    private void AcknowledgementMissed(Job job)
    {
        lock (board.Gate)
        {
            if (job.AcknowledgeBy is not { } deadline)
            {
                return;
            }

            // A keep-alive may have come while this timer was on its way here, and a timer may fire a moment early.
            if (deadline > Now)
            {
                job.Timer?.Change(deadline - Now + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                return;
            }

            job.Ledger.AcknowledgementsLost++;
            Drop(job, RetryPolicy.ProvisioningTimeout);
        }
    }

    private static void StopTimer(Job job)
    {
        job.Timer?.Dispose();
        job.Timer = null;
    }
}
