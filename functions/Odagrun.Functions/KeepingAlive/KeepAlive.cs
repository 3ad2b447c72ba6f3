using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.KeepingAlive;

/// <summary>
/// Tells GitLab that a job which waits is still wanted: it takes back what it has not heard of for two minutes (two-phase commit).
/// Servers without that have the job running already; there the same call is a heartbeat.
/// </summary>
internal sealed class KeepAlive(IRunnerApi api, TwoPhaseAnswers answers, TimeProvider clock, ILogger<KeepAlive> logger)
{
    /// <summary>How often; a quarter of GitLab's patience.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private const int TouchesPerMessage = 3;

    private readonly ConcurrentDictionary<JobName, DateTimeOffset> _sent = new();

    /// <summary>Whether it is time to send again: by what this process has sent last, else by <paramref name="since"/>.</summary>
    public bool IsDue(JobName job, DateTimeOffset since) =>
        clock.GetUtcNow() - (_sent.TryGetValue(job, out var sent) ? sent : since) >= Interval;

    /// <summary>Forgets all jobs but those that are stored.</summary>
    public void ForgetAllBut(IEnumerable<JobName> stored)
    {
        foreach (var gone in _sent.Keys.Except(stored))
        {
            _sent.TryRemove(gone, out _);
            answers.Forget(gone);
        }
    }

    public async Task<KeepAliveAnswer> SendAsync(JobName job, StoredAccess access, bool? twoPhase, CancellationToken cancellationToken)
    {
        _sent[job] = clock.GetUtcNow();
        var known = twoPhase ?? answers.Find(job);
        var state = known == false ? JobState.Running : JobState.Pending;
        var update = await api.UpdateJobAsync(access.Job, new JobUpdate(state), cancellationToken);
        if (update.Result == JobUpdateResult.Abort)
        {
            return KeepAliveAnswer.Over;
        }

        if (update.CancelRequested)
        {
            return KeepAliveAnswer.Canceling;
        }

        switch (update.Result)
        {
            case JobUpdateResult.Ok or JobUpdateResult.Accepted:
                answers.Set(job, state == JobState.Pending);
                return state == JobState.Pending ? KeepAliveAnswer.Waiting : KeepAliveAnswer.Running;

            // Refused as unknown, or as assigned already: unless we know better, the server uses the old order.
            case JobUpdateResult.Rejected or JobUpdateResult.Conflict:
                answers.Set(job, known ?? false);
                return KeepAliveAnswer.Running;

            default:
                return KeepAliveAnswer.Unknown;
        }
    }

    /// <summary>How often a long step notes in the job's record that somebody is at it.</summary>
    public static readonly TimeSpan TouchInterval = TimeSpan.FromSeconds(10);

    /// <summary>Does <paramref name="work"/> and keeps the job alive meanwhile; stops the work when GitLab ends the job.</summary>
    public async Task<Attended<T>> WhileAsync<T>(
        IJobClaim claim, StoredAccess access, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(claim, access, stop.Token);
        var working = work(stop.Token);
        await Task.WhenAny(working, beating);
        if (working.IsCompleted)
        {
            await stop.CancelAsync();
            await beating;
            return new Attended<T>(await working, KeepAliveAnswer.Waiting);
        }

        // The work may still end with a value: what counts is that GitLab no longer wants it.
        try
        {
            return new Attended<T>(null, await beating);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Where the disk is full, at worst another worker takes the step up beside this one: each step can be repeated.
    private async Task TouchAsync(IJobClaim claim, CancellationToken stop)
    {
        try
        {
            await claim.SaveAsync(claim.Record! with { Touched = clock.GetUtcNow() }, stop);
        }
        catch (IOException e)
        {
            logger.NotNoted(claim.Job, e.Message);
        }
    }

    private async Task<KeepAliveAnswer> BeatAsync(IJobClaim claim, StoredAccess access, CancellationToken stop)
    {
        try
        {
            for (var beat = 1; ; beat++)
            {
                await Task.Delay(TouchInterval, clock, stop);
                await TouchAsync(claim, stop);
                if (beat % TouchesPerMessage == 0
                    && await SendAsync(
                        claim.Job, access, claim.Record?.TwoPhase, stop) is (KeepAliveAnswer.Over or KeepAliveAnswer.Canceling) and var end)
                {
                    return end;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return KeepAliveAnswer.Waiting;
        }
    }
}
