using Odagrun.GitLab.Api;

namespace Odagrun.Executor.Jobs;

/// <summary>
/// Tells GitLab that the job runs. Until GitLab has taken that, the job may still be given to another runner, so nothing of it may
/// run before.
/// </summary>
internal sealed class JobStart(IRunnerApi api, TimeProvider clock)
{
    // GitLab waits two minutes for an accepted job to start (two-phase commit).
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    // So many conflicts in a row, over a second and a half, are no chance meetings.
    private const int PendingConflicts = 3;

    /// <summary>
    /// GitLab's answer: Ok (or another that means it runs), Conflict when an executor before this one has accepted the job, Abort, or
    /// Unavailable when it gave none in time.
    /// </summary>
    internal async Task<JobUpdateOutcome> RunningAsync(JobAccess job, CancellationToken cancellationToken)
    {
        // A second pod of the same job may be made without anybody wanting it: clusters replace pods that were deleted. GitLab alone
        // knows for sure whether the job was begun; it takes `running` again, but not `pending`. Servers without two-phase commit
        // refuse the word (400), and tell nothing.
        var waiting = await SendAsync(job, JobState.Pending, cancellationToken);
        if (waiting.Result is JobUpdateResult.Conflict or JobUpdateResult.Abort or JobUpdateResult.Unavailable)
        {
            return waiting;
        }

        var running = await SendAsync(job, JobState.Running, cancellationToken);
        return running.Result == JobUpdateResult.Conflict ? running with { Result = JobUpdateResult.Unavailable } : running;
    }

    private async Task<JobUpdateOutcome> SendAsync(JobAccess job, JobState state, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var conflicts = state == JobState.Pending ? PendingConflicts : int.MaxValue;
        for (var delay = FirstDelay; ; delay *= 2)
        {
            var outcome = await api.UpdateJobAsync(job, new JobUpdate(state), cancellationToken);
            conflicts -= outcome.Result == JobUpdateResult.Conflict ? 1 : 0;
            if (!IsNoAnswer(outcome.Result) || conflicts == 0 || clock.GetElapsedTime(started) + delay > Patience)
            {
                return outcome;
            }

            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    // A conflict may only say that two requests met at the job, and neither may have counted: GitLab Runner asks again, too.
    private static bool IsNoAnswer(JobUpdateResult result) => result is JobUpdateResult.Unavailable or JobUpdateResult.Conflict;
}
