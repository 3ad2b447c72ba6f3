using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests.Layers;

/// <summary>What containers see of layers upon layers, on an overlay mount and on a copy.</summary>
public sealed class LayerContentTests(ImageLab images)
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Layers_OneUponAnother_ShowTheTopmostWord(string overlay)
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.Overlay), overlay));
        var below = TestLayer.Of(
            TestLayer.Directory("data/"), TestLayer.File("data/kept", "below"), TestLayer.File("data/changed", "below"),
            TestLayer.File("data/removed", "below"),
            TestLayer.Directory("hidden/"), TestLayer.File("hidden/old", "below"),
            TestLayer.Directory("tree/"), TestLayer.File("tree/old", "below"),
            TestLayer.Directory("again/"), TestLayer.File("again/old", "below"));
        var above = TestLayer.Of(
            TestLayer.Directory("data/"), TestLayer.File("data/changed", "above"), TestLayer.File("data/.wh.removed", ""),
            TestLayer.Directory("hidden/"), TestLayer.File("hidden/.wh..wh..opq", ""), TestLayer.File("hidden/new", "above"),
            TestLayer.File(".wh.tree", ""),
            TestLayer.File(".wh.again", ""), TestLayer.Directory("again/"), TestLayer.File("again/new", "above"));
        var request = PodLab.Request(await images.ScriptAsync(
            lab, "cd /data; for f in *; do echo $f $(cat $f); done; ls /hidden /again; ls /tree 2>&1 || echo gone", below, above));

        await lab.RunAsync(request);

        Assert.Equal(
            ["changed above", "kept below", "/again:", "new", "/hidden:", "new", "ls: /tree: No such file or directory", "gone"],
            lab.Output(request.Job).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Layer_ModesLinksAndTimes_AreKept(string overlay)
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.Overlay), overlay));
        var program = TestLayer.File("opt/run", "#!/bin/sh\necho ran", 0b111_101_000);
        program.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_000_000_000);
        var folder = TestLayer.Directory("opt/", 0b111_111_101);
        folder.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_100_000_000);
        var layer = TestLayer.Of(folder, program, TestLayer.HardLink("opt/same", "opt/run"), TestLayer.SymbolicLink("opt/link", "/opt/run"),
            TestLayer.Directory("sticky/", 0b1_111_111_111));
        var request = PodLab.Request(await images.ScriptAsync(
            lab, "stat -c '%a %Y %h' /opt/run /opt/same; stat -c '%a %Y' /opt; stat -c %a /sticky; readlink /opt/link; /opt/link", layer));

        await lab.RunAsync(request);

        Assert.Equal(
            ["750 1000000000 2", "750 1000000000 2", "775 1100000000", "1777", "/opt/run", "ran"],
            lab.Output(request.Job).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Container_WritesIntoItsLayers_OthersDoNotSeeIt(string overlay)
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.Overlay), overlay));
        var layer = TestLayer.Of(TestLayer.Directory("builds/", 0b111_111_101), TestLayer.File("builds/file", "fresh", 0b110_110_100));
        var image = await images.ScriptAsync(
            lab, "cat /builds/file; echo dirty > /builds/file; rm /builds/file; echo more > /builds/more; ls /builds", layer);
        var first = PodLab.Request(image);
        var second = PodLab.Request(image);

        await lab.RunAsync(first);
        await lab.RunAsync(second);

        Assert.Equal("freshmore\n", lab.Output(first.Job));
        Assert.Equal("freshmore\n", lab.Output(second.Job));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Image_OfManyLayers_FitsIntoOneMount(string overlay)
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.Overlay), overlay));
        var layers = Enumerable.Range(0, 100).Select(i => TestLayer.Of(TestLayer.Directory("many/"), TestLayer.File($"many/{i}", "x")))
            .ToArray();
        var request = PodLab.Request(await images.ScriptAsync(lab, "ls /many | wc -l", layers));

        await lab.RunAsync(request);

        Assert.Equal("100\n", lab.Output(request.Job));
    }
}
