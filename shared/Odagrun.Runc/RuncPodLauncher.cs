using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Runc.Native;
using Odagrun.Runc.Pods;
using Odagrun.Runc.Sweeping;

namespace Odagrun.Runc;

/// <summary>
/// Pods on this machine: an image's layers under an overlay mount, run by runc. A pod is its files below the configured directory,
/// so that any process sees and ends it; it does not notice the end of the process that started it.
/// </summary>
internal sealed class RuncPodLauncher(
    StorePaths paths, PodStarter starter, PodClaims claims, PodRemoval removal, PodSignals signals, StoreSweep sweep,
    IOptions<RuncOptions> options, TimeProvider time, ILogger<RuncPodLauncher> logger) : IPodLauncher
{
    private static readonly TimeSpan LivenessInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private long _lastSweep;

    /// <inheritdoc/>
    public async Task<PodStartOutcome> StartAsync(PodRequest request, CancellationToken cancellationToken)
    {
        if (request.Services.Count > 0)
        {
            return new PodStartOutcome(
                PodStartResult.Failed,
                PodFailure.Configuration,
                $"this runner makes pods on one machine, where there are no services, and the job asks for {request.Services.Count}; run it in Kubernetes, or take its services out");
        }

        var pod = paths.Pod(request.Job);
        if (options.Value.MaxPods > 0 && !File.Exists(pod.Started) && Running() >= options.Value.MaxPods)
        {
            return new PodStartOutcome(PodStartResult.NoRoom);
        }

        var claim = await claims.ClaimAsync(pod, cancellationToken).ConfigureAwait(false);
        if (claim is null)
        {
            return new PodStartOutcome(PodStartResult.AlreadyThere);
        }

        using (claim)
        {
            var failure = await starter.LaunchAsync(pod, request, claim, cancellationToken).ConfigureAwait(false);
            if (failure is not null)
            {
                await removal.RemoveFilesAsync(pod, CancellationToken.None).ConfigureAwait(false);
                return failure;
            }
        }

        return await RunsAsync(pod, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<PodStatus> GetAsync(JobName job, CancellationToken cancellationToken) =>
        Task.FromResult(PodStatusReader.Read(paths.Pod(job)));

    /// <inheritdoc/>
    public async Task<PodStatus> WaitAsync(JobName job, PodStatus? known, TimeSpan limit, CancellationToken cancellationToken)
    {
        var pod = paths.Pod(job);
        var begin = time.GetTimestamp();
        while (true)
        {
            var next = signals.NextAsync(job);
            var status = PodStatusReader.Read(pod);
            var left = limit - time.GetElapsedTime(begin);
            if (status.IsNews(known) || left <= TimeSpan.Zero)
            {
                return status;
            }

            // The watch tells of every orderly end; the interval finds supervisors that were killed.
            await SleepAsync(next, left < LivenessInterval ? left : LivenessInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(JobName job, bool failed, CancellationToken cancellationToken)
    {
        await removal.RemoveAsync(paths.Pod(job), cancellationToken).ConfigureAwait(false);
        var last = Interlocked.Read(ref _lastSweep);
        if ((last == 0 || time.GetElapsedTime(last) > SweepInterval)
            && Interlocked.CompareExchange(ref _lastSweep, time.GetTimestamp(), last) == last)
        {
            sweep.Run();
        }
    }

    /// <inheritdoc/>
    public Task<int?> FindRoomAsync(CancellationToken cancellationToken) =>
        Task.FromResult<int?>(options.Value.MaxPods > 0 ? Math.Max(0, options.Value.MaxPods - Running()) : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobName>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobName>>(
            [.. Directory.EnumerateDirectories(paths.Pods).Select(path => JobName.TryParse(Path.GetFileName(path))).OfType<JobName>()]);

    private int Running() =>
        Directory.EnumerateDirectories(paths.Pods).Count(path => FileLock.IsHeld(Path.Combine(path, PodPaths.LockFile)));

    /// <summary>Waits until the container runs, or it is known why not.</summary>
    private async Task<PodStartOutcome> RunsAsync(PodPaths pod, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (true)
        {
            var next = signals.NextAsync(pod.Job);
            if (File.Exists(pod.ProcessId))
            {
                Forget(pod);
                logger.PodRuns(pod.Job, (long)time.GetElapsedTime(begin).TotalMilliseconds);
                return new PodStartOutcome(PodStartResult.Started);
            }

            if (File.Exists(pod.Exit) || !FileLock.IsHeld(pod.Lock))
            {
                if (File.Exists(pod.ProcessId))
                {
                    continue;
                }

                if (!Directory.Exists(pod.Directory))
                {
                    return new PodStartOutcome(PodStartResult.Failed, PodFailure.Deleted, "the pod was deleted while it started");
                }

                var (failure, message) = StartErrors.Read(pod);
                await removal.RemoveAsync(pod, CancellationToken.None).ConfigureAwait(false);
                return new PodStartOutcome(PodStartResult.Failed, failure, message);
            }

            await SleepAsync(next, LivenessInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>runc has read its config: the key in it need not lie there any longer.</summary>
    private static void Forget(PodPaths pod)
    {
        try
        {
            File.Delete(pod.RuntimeConfig);
        }
        catch (DirectoryNotFoundException)
        {
            // The pod was deleted meanwhile.
        }
    }

    private async Task SleepAsync(Task next, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(interval, time, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
