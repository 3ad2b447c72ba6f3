using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Sweeping;

/// <summary>Keeps the unpacked layers within their size and age: the longest unused go first, those of pods stay.</summary>
internal sealed class LayerSweep(StorePaths paths, IOptions<RuncOptions> options, TimeProvider time, ILogger<LayerSweep> logger)
{
    private const long UnknownSize = 0;

    /// <summary>Moves what is too much out of the way; gives where, to be removed without the lock.</summary>
    public IReadOnlyList<string> Take()
    {
        var oldest = time.GetUtcNow().UtcDateTime - options.Value.CacheAge;
        var layers = Directory.EnumerateDirectories(paths.Layers)
            .Where(path => Digest.TryParse("sha256:" + Path.GetFileName(path), out _))
            .Select(path => (Path: path, Used: Directory.GetLastWriteTimeUtc(path), Size: SizeOf(path)))
            .OrderBy(layer => layer.Used)
            .ToList();
        var excess = layers.Sum(layer => layer.Size) - options.Value.LayerCacheBytes;
        if (excess <= 0 && layers.All(layer => layer.Used >= oldest))
        {
            return [];
        }

        var used = UsedLayers();
        var taken = new List<string>();
        foreach (var layer in layers.Where(layer => !used.Contains(Path.GetFileName(layer.Path)))
            .TakeWhile(layer => excess > 0 || layer.Used < oldest))
        {
            taken.Add(StorePaths.Gone(paths.Layers));
            Directory.Move(layer.Path, taken[^1]);
            excess -= layer.Size;
            logger.LayerSwept(Path.GetFileName(layer.Path), layer.Size);
        }

        return taken;
    }

    /// <summary>Removes what is half unpacked by nobody who still lives.</summary>
    public void RemovePartial()
    {
        foreach (var partial in Directory.EnumerateDirectories(paths.Layers, StorePaths.PartialPrefix + "*").ToList())
        {
            var diffId = Digest.Parse("sha256:" + Path.GetFileName(partial)[StorePaths.PartialPrefix.Length..]);
            using var mine = FileLock.TryExclusive(paths.LayerLock(diffId));
            if (mine is not null)
            {
                DirectoryRemoval.Remove(partial);
            }
        }
    }

    /// <summary>Removes the locks that nobody holds: each is made anew when it is wanted.</summary>
    public void RemoveLocks()
    {
        foreach (var file in Directory.EnumerateFiles(paths.LayerLocks).Where(file => file != paths.SweepLock))
        {
            // Removed while it is held: whoever opened it before sees by its links that it is no lock any more.
            using var mine = FileLock.TryExclusive(file);
            if (mine is not null)
            {
                File.Delete(file);
            }
        }
    }

    private HashSet<string> UsedLayers() =>
        [.. Directory.EnumerateDirectories(paths.Pods)
            .Select(pod => Path.Combine(pod, PodPaths.LayersFile))
            .Where(File.Exists)
            .SelectMany(File.ReadAllLines)];

    private static long SizeOf(string layer)
    {
        var file = Path.Combine(layer, StorePaths.LayerSize);
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : UnknownSize;
    }
}
