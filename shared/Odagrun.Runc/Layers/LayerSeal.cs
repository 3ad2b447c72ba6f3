using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Layers;

/// <summary>
/// Tells whole layers from those that a crash of the machine left half on the disk. A fresh layer is good for the boot it was
/// unpacked in, whose id it bears: nobody waits for the disk. In the background it is brought to the disk and sealed; from then
/// on it outlives the boot.
/// </summary>
internal sealed class LayerSeal(StorePaths paths, ILogger<LayerSeal> logger) : IDisposable
{
    private const string BootFile = "boot";
    private const string SealFile = "sealed";
    private const string BootIdentity = "/proc/sys/kernel/random/boot_id";

    private readonly Lazy<string> _boot = new(() => File.ReadAllText(BootIdentity).Trim());
    private readonly Lock _sealing = new();
    private readonly Lock _writing = new();
    private bool _isAsked;
    private bool _isOver;

    /// <summary>To be called on a layer before it takes its place.</summary>
    public void Mark(string directory) => File.WriteAllText(Path.Combine(directory, BootFile), _boot.Value);

    /// <summary>Whether the layer is all there.</summary>
    public bool IsWhole(string directory) => IsSealed(directory) || IsOf(directory, _boot.Value);

    /// <summary>Seals, in the background, all layers that are not yet.</summary>
    public void SealLater()
    {
        if (!Interlocked.Exchange(ref _isAsked, true))
        {
            _ = Task.Run(SealAll);
        }
    }

    /// <summary>From now on nothing is written; the disk is not waited for.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            _isOver = true;
        }
    }

    private static bool IsSealed(string directory) => File.Exists(Path.Combine(directory, SealFile));

    private static bool IsOf(string directory, string boot)
    {
        try
        {
            return File.ReadAllText(Path.Combine(directory, BootFile)) == boot;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private void SealAll()
    {
        lock (_sealing)
        {
            Volatile.Write(ref _isAsked, false);
            try
            {
                var unsealed = Directory.EnumerateDirectories(paths.Layers)
                    .Where(directory => !StorePaths.IsTemporary(directory) && !IsSealed(directory) && IsOf(directory, _boot.Value))
                    .ToList();
                if (unsealed.Count > 0)
                {
                    Sync();
                    Write(unsealed);
                }
            }
            catch (IOException e)
            {
                // They stay good for this boot; whoever unpacks or sweeps next tries again.
                logger.LayersNotSealed(e.Message);
            }
        }
    }

    /// <summary>One call for all: what the file system still has in memory, whoever wrote it.</summary>
    private void Sync()
    {
        var descriptor = LibC.Open(paths.Layers, OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        using var store = new SafeFileHandle(NativeError.Check(descriptor, $"opening '{paths.Layers}'"), ownsHandle: true);
        NativeError.Check(LibC.SyncFileSystem(store), $"bringing '{paths.Layers}' to the disk");
    }

    private void Write(IReadOnlyList<string> layers)
    {
        lock (_writing)
        {
            foreach (var directory in layers.Where(_ => !_isOver))
            {
                try
                {
                    File.WriteAllBytes(Path.Combine(directory, SealFile), []);
                }
                catch (DirectoryNotFoundException)
                {
                    // Swept meanwhile.
                }
            }
        }
    }
}
