using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>Sees to it that one process makes a pod, and that the claim of a dead one is taken over.</summary>
internal sealed class PodClaims(TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// The pod's lock, with its directory empty but for it; null where the pod was started before. While another process is at it,
    /// waits for what comes of that: a start that fails there is ours to try, and to report.
    /// </summary>
    public async Task<FileLock?> ClaimAsync(PodPaths pod, CancellationToken cancellationToken)
    {
        while (true)
        {
            Directory.CreateDirectory(pod.Directory, OwnerOnly);
            var mine = FileLock.TryExclusive(pod.Lock);
            if (File.Exists(pod.Started))
            {
                mine?.Dispose();
                return null;
            }

            if (mine is not null)
            {
                Clear(pod);
                return mine;
            }

            await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Clear(PodPaths pod)
    {
        foreach (var entry in new DirectoryInfo(pod.Directory).EnumerateFileSystemInfos().Where(entry => entry.FullName != pod.Lock)
            .ToList())
        {
            if (entry is DirectoryInfo)
            {
                DirectoryRemoval.Remove(entry.FullName);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
