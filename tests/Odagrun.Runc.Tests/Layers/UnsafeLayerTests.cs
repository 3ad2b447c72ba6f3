using System.Formats.Tar;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack;

namespace Odagrun.Runc.Tests.Layers;

/// <summary>
/// Layers that try to reach out of the image's root: each is refused by its entry's name, and nothing is written outside.
/// </summary>
public sealed class UnsafeLayerTests(ImageLab images)
{
    private const string Outside = "OUTSIDE";

    private static readonly Dictionary<string, (TarEntry[] Entries, string Named)> Attacks = new()
    {
        ["parent"] = ([TestLayer.File("../OUTSIDE/evil", "x")], "../OUTSIDE/evil"),
        ["inner parent"] = ([TestLayer.File("a/../../OUTSIDE/evil", "x")], "a/../../OUTSIDE/evil"),
        ["through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.File("way/evil", "x")], "way"),
        ["through a relative link"] = ([TestLayer.SymbolicLink("way", "../../../.."), TestLayer.File("way/OUTSIDE/evil", "x")], "way"),
        ["through a deeper link"] = ([TestLayer.Directory("a/"), TestLayer.SymbolicLink("a/way", "/"),
            TestLayer.File("a/way/OUTSIDE/evil", "x")], "a/way/OUTSIDE"),
        ["directory through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.Directory("way/evil/")], "way"),
        ["link through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.SymbolicLink("way/evil", "x")], "way"),
        ["removal through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.File("way/.wh.kept", "")], "way"),
        ["opaque through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.File("way/.wh..wh..opq", "")], "way"),
        ["removal of the parent"] = ([TestLayer.File("a/.wh...", "")], "a/.wh..."),
        ["hard link outside"] = ([TestLayer.HardLink("evil", "/OUTSIDE/kept")], "OUTSIDE/kept"),
        ["hard link above"] = ([TestLayer.HardLink("evil", "../../../OUTSIDE/kept")], "../../../OUTSIDE/kept"),
        ["hard link through a link"] = ([TestLayer.SymbolicLink("way", "/OUTSIDE"), TestLayer.HardLink("evil", "way/kept")], "way/kept"),
        ["hard link to what is not there"] = ([TestLayer.HardLink("evil", "etc/shadow")], "etc/shadow"),
        ["character device"] = ([new PaxTarEntry(TarEntryType.CharacterDevice, "dev/evil") { DeviceMajor = 1, DeviceMinor = 1 }],
            "dev/evil"),
        ["block device"] = ([new PaxTarEntry(TarEntryType.BlockDevice, "dev/evil") { DeviceMajor = 8, DeviceMinor = 0 }], "dev/evil"),
        ["named pipe"] = ([new PaxTarEntry(TarEntryType.Fifo, "run/evil")], "run/evil"),
    };

    public static TheoryData<string> Names() => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Layer_ReachesOutside_IsRefusedByName(string name)
    {
        using var outside = WorkDirectory.Create("outside");
        await File.WriteAllTextAsync(outside.File("kept"), "kept", TestContext.Current.CancellationToken);
        await using var lab = PodLab.Create();
        var place = outside.Path.TrimStart('/');
        var layer = TestLayer.Of([.. Attacks[name].Entries.Select(entry => Aim(entry, place))]);
        var image = await images.PushAsync(lab, ["/bin/true"], [images.Busybox, layer]);

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(image), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageInvalid), (outcome.Result, outcome.Failure));
        Assert.Contains(Attacks[name].Named.Replace(Outside, place, StringComparison.Ordinal), outcome.Message, StringComparison.Ordinal);
        Assert.Equal([outside.File("kept")], Directory.EnumerateFileSystemEntries(outside.Path));
        Assert.False(Directory.Exists(Path.Combine(lab.Directory, "layers", layer.DiffId.Hex)));
    }

    [Fact]
    public async Task Layer_DamagedContent_ImageInvalid()
    {
        await using var lab = PodLab.Create();
        var good = TestLayer.Of(TestLayer.File("a", "content"));
        var wrongDiffId = good with { DiffId = images.Busybox.DiffId };
        var image = await images.PushAsync(lab, ["/bin/true"], [wrongDiffId]);

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(image), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageInvalid), (outcome.Result, outcome.Failure));
    }

    // Entries are shared by all rows: each test aims a copy at its own directory.
    private static PaxTarEntry Aim(TarEntry entry, string place)
    {
        var aimed = new PaxTarEntry(entry.EntryType, entry.Name.Replace(Outside, place, StringComparison.Ordinal)) { Mode = entry.Mode };
        if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            aimed.LinkName = entry.LinkName.Replace(Outside, place, StringComparison.Ordinal);
        }

        if (entry is PaxTarEntry { EntryType: TarEntryType.CharacterDevice or TarEntryType.BlockDevice } device)
        {
            (aimed.DeviceMajor, aimed.DeviceMinor) = (device.DeviceMajor, device.DeviceMinor);
        }

        return aimed;
    }
}
