using Odagrun.Jobs.Pods;
using Odagrun.Runc.Sweeping;
using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests.Sweeping;

public sealed class StoreSweepTests(ImageLab images)
{
    private static readonly DateTime LongAgo = DateTime.UnixEpoch.AddYears(30);

    [Fact]
    public async Task Run_UnusedForTooLong_LayersManifestsAndLocksGo()
    {
        await using var lab = PodLab.Create();
        await EndedPodAsync(lab);
        await lab.SealedLayerAsync(images.Busybox.DiffId);
        Age(lab);

        lab.Get<StoreSweep>().Run();

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, "layers")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, "images")));
        Assert.Equal(["sweep"], Directory.EnumerateFiles(Path.Combine(lab.Directory, "locks")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Run_UsedLately_AllStay()
    {
        await using var lab = PodLab.Create();
        var request = await EndedPodAsync(lab);

        lab.Get<StoreSweep>().Run();
        await lab.RunAsync(PodLab.Request(request.Image));

        Assert.Equal(1, lab.Log.Lines.Count(line => line.StartsWith("Unpacked layer", StringComparison.Ordinal)));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(lab.Directory, "images")).Count());
    }

    [Fact]
    public async Task Run_TooMany_TheLongestUnusedGoAndThoseOfPodsStay()
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.LayerCacheBytes), "0"), (nameof(RuncOptions.ImageCacheBytes), "0"));
        var kept = TestLayer.Of(TestLayer.File("kept", "x"));
        var running = PodLab.Request(await images.ScriptAsync(lab, "sleep 1000", kept));
        await lab.StartAsync(running);
        var unused = TestLayer.Of(TestLayer.File("unused", "x"));
        await EndedPodAsync(lab, unused);

        lab.Get<StoreSweep>().Run();

        var left = Directory.EnumerateDirectories(Path.Combine(lab.Directory, "layers")).Select(Path.GetFileName).Order();
        Assert.Equal(new[] { images.Busybox.DiffId.Hex, kept.DiffId.Hex }.Order(), left);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lab.Directory, "images")));
    }

    [Fact]
    public async Task Run_WhileALayerIsBeingUnpacked_ItsLockStays()
    {
        await using var lab = PodLab.Create();
        var paths = lab.Get<StorePaths>();
        using var held = Native.FileLock.TryExclusive(paths.LayerLock(images.Busybox.DiffId));
        var partial = Directory.CreateDirectory(paths.PartialLayer(images.Busybox.DiffId));

        lab.Get<StoreSweep>().Run();

        Assert.True(File.Exists(paths.LayerLock(images.Busybox.DiffId)));
        Assert.True(partial.Exists);
    }

    private async Task<PodRequest> EndedPodAsync(PodLab lab, params TestLayer[] layers)
    {
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 0", layers));
        await lab.RunAsync(request);
        await lab.Launcher.DeleteAsync(request.Job, failed: false, TestContext.Current.CancellationToken);
        return request;
    }

    private static void Age(PodLab lab)
    {
        foreach (var place in new[] { "layers", "images" })
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, place)))
            {
                File.SetLastWriteTimeUtc(entry, LongAgo);
            }
        }
    }
}
