using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Oci.References;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>Keeps the store of layers within its size: the longest unused go first, those of pods stay.</summary>
internal sealed class LayerSweep(StorePaths paths, IOptions<RuncOptions> options, TimeProvider time, ILogger<LayerSweep> logger)
{
    private const long UnknownSize = 0;

    /// <summary>Removes what is too much; does nothing while another process sweeps, or pods are being made.</summary>
    public void Run()
    {
        using var alone = FileLock.TryExclusive(paths.SweepLock);
        if (alone is null)
        {
            return;
        }

        RemoveLeftovers();
        var layers = Directory.EnumerateDirectories(paths.Layers)
            .Where(path => Digest.TryParse("sha256:" + Path.GetFileName(path), out _))
            .Select(path => (Path: path, Used: Directory.GetLastWriteTimeUtc(path), Size: SizeOf(path)))
            .OrderBy(layer => layer.Used)
            .ToList();
        var excess = layers.Sum(layer => layer.Size) - options.Value.LayerCacheBytes;
        if (excess <= 0)
        {
            return;
        }

        var used = UsedLayers();
        foreach (var layer in layers.Where(layer => !used.Contains(Path.GetFileName(layer.Path))).TakeWhile(_ => excess > 0))
        {
            // Out of the way in one step, so that nobody finds half a layer.
            var gone = Path.Combine(paths.Layers, $".gone-{Guid.NewGuid():N}");
            Directory.Move(layer.Path, gone);
            DirectoryRemoval.Remove(gone);
            excess -= layer.Size;
            logger.LayerSwept(Path.GetFileName(layer.Path), layer.Size);
        }
    }

    /// <summary>What crashes left half removed, or half unpacked by nobody who still lives.</summary>
    private void RemoveLeftovers()
    {
        foreach (var gone in new[] { paths.Layers, paths.Pods }.SelectMany(place => Directory.EnumerateDirectories(place, ".gone-*")).ToList())
        {
            // A young one is just being removed by another.
            if (time.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(gone) > TimeSpan.FromHours(1))
            {
                DirectoryRemoval.Remove(gone);
            }
        }

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
