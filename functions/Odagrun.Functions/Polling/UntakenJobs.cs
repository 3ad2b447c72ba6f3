using Microsoft.Extensions.Logging;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Polling;

/// <summary>
/// Looks after jobs that no worker has taken up yet. Where poller and workers are processes of their own, a worker may have to be started
/// first, and a node for it: longer than the two minutes after which GitLab takes a job back. It tells GitLab that they are still
/// wanted, and puts a ticket back that may have been lost; it saves nothing and ends nothing, so there is nothing that a worker
/// which begins meanwhile could lose to it.
/// </summary>
internal sealed class UntakenJobs(IJobStore store, IJobQueues queues, KeepAlive keepAlive, TimeProvider clock, ILogger<UntakenJobs> logger)
{
    /// <summary>Between two rounds: longer than between two signs of life of a worker, so that one at work shows.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    // Doubled at each time.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly Dictionary<JobName, UntakenJob> _seen = [];
    private int _isKeeping;

    /// <summary>Does so until <paramref name="stop"/>, without an exception; one caller at a time, others return at once.</summary>
    public async Task KeepAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _isKeeping, 1) == 1)
        {
            return;
        }

        try
        {
            while (true)
            {
                await RoundAsync(stop);
                await Task.Delay(Pause, clock, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody asks for jobs any more.
        }
        finally
        {
            Interlocked.Exchange(ref _isKeeping, 0);
        }
    }

    /// <summary>Looks at all of them once.</summary>
    public async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            var jobs = await store.ListAsync(stop);
            foreach (var gone in _seen.Keys.Except(jobs.Select(record => record.Name)).ToList())
            {
                _seen.Remove(gone);
            }

            keepAlive.ForgetAllBut(jobs.Select(record => record.Name));
            foreach (var record in jobs.Where(record => record is { Stage: JobStage.Received, Failure: null }))
            {
                await LookAfterAsync(record, stop);
            }
        }
        catch (IOException e)
        {
            logger.NotListed(e.Message);
        }
    }

    private async Task LookAfterAsync(JobRecord record, CancellationToken stop)
    {
        var isKnown = _seen.TryGetValue(record.Name, out var job);
        if (!isKnown || job!.Touched != record.Touched)
        {
            _seen[record.Name] = job = new UntakenJob(record.Touched, clock.GetTimestamp());
            if (isKnown)
            {
                // Somebody is at it, who keeps it alive too.
                return;
            }
        }

        try
        {
            if (!job.IsOver && keepAlive.IsDue(record.Name, DateTimeOffset.MinValue)
                && await store.ReadAccessAsync(record.Name, stop) is { } access)
            {
                job.IsOver = await keepAlive.SendAsync(record.Name, access, record.TwoPhase, stop) == KeepAliveAnswer.Over;
            }

            await PutBackAsync(record, job, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // One job's trouble must not keep the others from being looked after.
            logger.NotKept(e, record.Name);
        }
    }

    // A copy of a ticket that was not lost changes nothing.
    private async Task PutBackAsync(JobRecord record, UntakenJob job, CancellationToken stop)
    {
        var silence = Silence * (1 << Math.Min(job.Copies, 5));
        if (clock.GetElapsedTime(job.Since) >= silence)
        {
            logger.TicketPutBack(record.Name, silence);
            await queues.EnqueueAsync(
                QueueNames.Prepare, new JobTicket { Job = record.Name, Sequence = record.Sequence }, TimeSpan.Zero, stop);
            job.Copies++;
        }
    }
}
