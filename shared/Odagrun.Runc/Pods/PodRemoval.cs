using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Ends pods and removes all that belongs to them.</summary>
internal sealed class PodRemoval(
    PodSignals signals, CgroupHost cgroups, SupervisorEnd supervisors, IOptions<RuncOptions> options, TimeProvider time,
    ILogger<PodRemoval> logger)
{
    private const int Term = 15;
    private const int Kill = 9;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AfterKill = TimeSpan.FromSeconds(5);

    /// <summary>Asks, waits, kills, removes.</summary>
    public async Task RemoveAsync(PodPaths pod, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(pod.Directory))
        {
            return;
        }

        await CancelAsync(pod, cancellationToken).ConfigureAwait(false);
        if (!await EndsAsync(pod, Term, options.Value.Grace, cancellationToken).ConfigureAwait(false))
        {
            if (!File.Exists(pod.Started))
            {
                // Somebody is still fetching its image; they find the mark and give up.
                return;
            }

            logger.PodKilled(pod.Job, options.Value.Grace);
            if (!await EndsAsync(pod, Kill, AfterKill, cancellationToken).ConfigureAwait(false))
            {
                SupervisorEnd.Kill(pod);
                await EndsAsync(pod, Kill, AfterKill, cancellationToken).ConfigureAwait(false);
            }
        }

        using var mine = FileLock.TryExclusive(pod.Lock);
        if (mine is not null)
        {
            await RemoveFilesAsync(pod, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what is left of a pod without processes. The caller holds its lock.</summary>
    public async Task RemoveFilesAsync(PodPaths pod, CancellationToken cancellationToken)
    {
        while (!cgroups.Remove(pod.ControlGroup))
        {
            await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
        }

        DirectoryRemoval.Remove(Path.GetDirectoryName(pod.ContainerState)!);
        File.Delete(pod.ProcessId);
        File.Delete(pod.Exit);

        // Out of the way in one step: from here on there is no such pod.
        var gone = StorePaths.Gone(Path.GetDirectoryName(pod.Directory)!);
        Directory.Move(pod.Directory, gone);
        await supervisors.RemoveTreeAsync(gone, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CancelAsync(PodPaths pod, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(pod.Cancelled, [], cancellationToken).ConfigureAwait(false);
        }
        catch (DirectoryNotFoundException)
        {
            // Removed by another meanwhile.
        }
    }

    /// <summary>Signals the container as soon as there is one; true when nothing of the pod runs any more.</summary>
    private async Task<bool> EndsAsync(PodPaths pod, int signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        var signalled = false;
        while (FileLock.IsHeld(pod.Lock) || ContainerProcess.IsAlive(pod))
        {
            var left = limit - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            var next = signals.NextAsync(pod.Job);
            if (!signalled && File.Exists(pod.ProcessId))
            {
                signalled = ContainerProcess.Signal(pod, signal);
            }

            await Task.WhenAny(next, Task.Delay(left < Retry ? left : Retry, time, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return true;
    }
}
