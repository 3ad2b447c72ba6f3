using Odagrun.GitLab.Api;
using Odagrun.GitLab.Trace;

namespace Odagrun.Executor.Jobs;

/// <summary>All that can stop a job: its time limit, a cancel, GitLab's word that it is over, the end of the pod.</summary>
internal sealed class JobStops : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly IJobTrace _trace;
    private readonly CancellationToken _terminated;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _main;

    internal JobStops(TimeSpan limit, TimeSpan elapsed, IJobTrace trace, TimeProvider clock, CancellationToken terminated)
    {
        _limit = limit;
        _trace = trace;
        _terminated = terminated;
        _timeout = new CancellationTokenSource(limit > elapsed ? limit - elapsed : TimeSpan.Zero, clock);
        _late = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, trace.Aborted, terminated);
        _main = CancellationTokenSource.CreateLinkedTokenSource(_late.Token, trace.Canceling);
    }

    /// <summary>The token of a step.</summary>
    internal CancellationToken Token(StepTime time) => time switch
    {
        StepTime.Main => _main.Token,
        StepTime.Late => _late.Token,
        _ => CancellationToken.None,
    };

    /// <summary>Notes in <paramref name="progress"/> what has stopped the job; nothing when nothing has.</summary>
    internal void Note(JobProgress progress)
    {
        if (_trace.Aborted.IsCancellationRequested)
        {
            progress.Canceled = true;
            End(progress, new JobFailure(FailureReason.JobCanceled, "canceled by GitLab"));
        }
        else if (_terminated.IsCancellationRequested)
        {
            End(progress, new JobFailure(
                FailureReason.RunnerInterrupted, "the job's pod is being stopped from outside (drained node, eviction or deletion)"));
        }
        else if (_timeout.IsCancellationRequested)
        {
            End(progress, new JobFailure(FailureReason.JobExecutionTimeout, $"execution took longer than {GoDuration.Format(_limit)}"));
        }
        else if (_trace.Canceling.IsCancellationRequested)
        {
            progress.Canceled = true;
            progress.Record(new JobFailure(FailureReason.JobCanceled, "canceled"));
        }
    }

    public void Dispose()
    {
        _main.Dispose();
        _late.Dispose();
        _timeout.Dispose();
    }

    private static void End(JobProgress progress, JobFailure failure)
    {
        progress.IsOver = true;
        progress.Record(failure);
    }
}
