using Odagrun.Runc.Layers;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Sweeping;

/// <summary>Keeps what is kept for later pods within its bounds, and removes what crashes left behind.</summary>
internal sealed class StoreSweep(StorePaths paths, LayerSweep layers, ImageSweep images, LayerSeal seal, TimeProvider time)
{
    private static readonly TimeSpan Young = TimeSpan.FromHours(1);

    /// <summary>Sweeps; does nothing while another process does, or pods are being made.</summary>
    public void Run()
    {
        IReadOnlyList<string> taken;
        using (var alone = FileLock.TryExclusive(paths.SweepLock))
        {
            if (alone is null)
            {
                return;
            }

            layers.RemovePartial();
            layers.RemoveLocks();
            images.Run();
            taken = layers.Take();
        }

        // Without the lock: large trees take their time, and pods start meanwhile.
        foreach (var directory in taken.Concat(Left()))
        {
            DirectoryRemoval.Remove(directory);
        }

        seal.SealLater();
    }

    /// <summary>What crashes left half removed; a young one is just being removed by another.</summary>
    private List<string> Left() =>
        [.. new[] { paths.Layers, paths.Pods }
            .SelectMany(StorePaths.AllGone)
            .Where(gone => time.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(gone) > Young)];
}
