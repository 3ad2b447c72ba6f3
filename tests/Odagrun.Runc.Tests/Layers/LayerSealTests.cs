using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests.Layers;

/// <summary>Layers and the end of the machine: what was not on the disk yet is not trusted after the next boot.</summary>
public sealed class LayerSealTests(ImageLab images)
{
    [Fact]
    public async Task Layer_OfAnEarlierBootWithoutASeal_IsUnpackedAnew()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 3"));
        await lab.RunAsync(request);
        var layer = await lab.SealedLayerAsync(images.Busybox.DiffId);
        File.Delete(Path.Combine(layer, "sealed"));
        await File.WriteAllTextAsync(Path.Combine(layer, "boot"), "another boot", TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(layer, "fs", "bin", "busybox"));
        await using var later = PodLab.Beside(lab.Directory);

        var status = await later.RunAsync(PodLab.Request(request.Image));

        Assert.Equal(3, status.ExitCode);
        Assert.Contains(later.Log.Lines, line => line.Contains("was not on the disk yet", StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.EnumerateDirectories(Path.Combine(lab.Directory, "layers")), StorePaths.IsTemporary);
    }

    [Fact]
    public async Task Layer_OfAnEarlierBootWithASeal_IsUsed()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 3"));
        await lab.RunAsync(request);
        var layer = await lab.SealedLayerAsync(images.Busybox.DiffId);
        await File.WriteAllTextAsync(Path.Combine(layer, "boot"), "another boot", TestContext.Current.CancellationToken);
        await using var later = PodLab.Beside(lab.Directory);

        await later.RunAsync(PodLab.Request(request.Image));

        Assert.DoesNotContain(later.Log.Lines, line => line.StartsWith("Unpacked layer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Layer_HalfUnpackedByAKilledProcess_IsUnpackedAnew()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 3"));
        var partial = lab.Get<StorePaths>().PartialLayer(images.Busybox.DiffId);
        Directory.CreateDirectory(Path.Combine(partial, "fs", "left"));

        var status = await lab.RunAsync(request);

        Assert.Equal(3, status.ExitCode);
        Assert.False(Directory.Exists(partial));
        Assert.False(Directory.Exists(Path.Combine(lab.Get<StorePaths>().Layer(images.Busybox.DiffId), "fs", "left")));
    }
}
