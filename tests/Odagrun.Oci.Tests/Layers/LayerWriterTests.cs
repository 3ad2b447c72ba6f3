using System.Text;
using Odagrun.Oci.Layers;
using Odagrun.Stack;

namespace Odagrun.Oci.Tests.Layers;

public sealed class LayerWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_EntriesInAnyOrder_GivesTheSameBytes()
    {
        var one = new LayerWriter();
        one.AddFile("b/two", "2"u8.ToArray(), UnixFileMode.UserRead);
        one.AddDirectory("a");
        var other = new LayerWriter();
        other.AddDirectory("a");
        other.AddFile("/b/./two", "2"u8.ToArray(), UnixFileMode.UserRead);

        var first = await one.WriteAsync(Stream.Null, Cancel);
        var second = await other.WriteAsync(Stream.Null, Cancel);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task WriteAsync_AllKinds_ComeBackFromTheReader()
    {
        var longName = string.Join('/', Enumerable.Repeat("a-part-of-a-long-name", 9)) + "/ünïcode";
        var writer = new LayerWriter();
        writer.AddDirectory("tmp", (UnixFileMode)0x3FF);
        writer.AddFile("bin/run", "#!/bin/sh"u8.ToArray(), (UnixFileMode)0x9C0);
        writer.AddSymbolicLink("bin/link", "/" + longName);
        writer.AddFile(longName, "deep"u8.ToArray(), UnixFileMode.UserRead);
        writer.AddWhiteout("gone/file");

        var entries = await Layer.RoundTripAsync(writer);

        Assert.Equal((UnixFileMode)0x3FF, entries["tmp"].Entry.Mode);
        Assert.Equal(("#!/bin/sh", (UnixFileMode)0x1F8), (entries["bin/run"].Text, entries["bin/run"].Entry.Mode));
        Assert.Equal((LayerEntryKind.SymbolicLink, "/" + longName), (entries["bin/link"].Entry.Kind, entries["bin/link"].Entry.LinkTarget));
        Assert.Equal("deep", entries[longName].Text);
        Assert.Equal(LayerEntryKind.Whiteout, entries["gone/file"].Entry.Kind);
        Assert.Equal(LayerWriter.DirectoryMode, entries["bin"].Entry.Mode);
        Assert.All(entries.Values,
            entry => Assert.Equal((0L, 0L, DateTimeOffset.UnixEpoch), (entry.Entry.UserId, entry.Entry.GroupId, entry.Entry.Modified)));
    }

    [Fact]
    public async Task WriteAsync_Tar_IsReadByTheSystemsTar()
    {
        using var directory = WorkDirectory.Create();
        var writer = new LayerWriter();
        var longName = string.Join('/', Enumerable.Repeat(new string('n', 120), 3));
        writer.AddFile(longName, "content"u8.ToArray(), UnixFileMode.UserRead);
        await using (var file = File.Create(directory.File("layer.tar.gz")))
        {
            await writer.WriteAsync(file, Cancel);
        }

        using var tar = System.Diagnostics.Process.Start(
            "tar", ["-xzf", directory.File("layer.tar.gz"), "-C", directory.Path, "--no-same-owner"]);
        await tar.WaitForExitAsync(Cancel);

        Assert.Equal(0, tar.ExitCode);
        Assert.Equal("content", await File.ReadAllTextAsync(directory.File(longName), Cancel));
    }

    [Fact]
    public async Task AddTree_LinksAndPipes_KeepsLinksAndLeavesPipesOut()
    {
        using var directory = WorkDirectory.Create();
        Directory.CreateDirectory(directory.File("src", "sub"));
        await File.WriteAllTextAsync(directory.File("src", "sub", "a.c"), "int a;", Cancel);
        File.CreateSymbolicLink(directory.File("src", "loop"), "../src");
        File.CreateSymbolicLink(directory.File("src", "broken"), "/nowhere");
        using var mkfifo = System.Diagnostics.Process.Start("mkfifo", [directory.File("src", "pipe")]);
        await mkfifo.WaitForExitAsync(Cancel);
        var time = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(directory.File("src", "sub", "a.c"), time.UtcDateTime);
        var writer = new LayerWriter(new LayerWriterOptions { Modified = null });

        writer.AddTree("builds/src", new DirectoryInfo(directory.File("src")));
        var entries = await Layer.RoundTripAsync(writer);

        Assert.Equal(
            ["builds", "builds/src", "builds/src/broken", "builds/src/loop", "builds/src/sub", "builds/src/sub/a.c"], entries.Keys);
        Assert.Equal("/nowhere", entries["builds/src/broken"].Entry.LinkTarget);
        Assert.Equal("int a;", entries["builds/src/sub/a.c"].Text);
        Assert.Equal(time, entries["builds/src/sub/a.c"].Entry.Modified);
    }

    [Fact]
    public async Task WriteAsync_FileChangedItsSize_Fails()
    {
        using var directory = WorkDirectory.Create();
        await File.WriteAllTextAsync(directory.File("log"), "one", Cancel);
        var writer = new LayerWriter();
        writer.AddFile("log", new FileInfo(directory.File("log")));
        await File.AppendAllTextAsync(directory.File("log"), "two", Cancel);

        var error = await Assert.ThrowsAsync<LayerContentException>(() => writer.WriteAsync(Stream.Null, Cancel));

        Assert.Contains("'log' changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddFile_NameOutside_Refused()
    {
        var writer = new LayerWriter();

        Assert.Throws<LayerFormatException>(() => writer.AddFile("a/../../etc/passwd", Encoding.UTF8.GetBytes("x"), UnixFileMode.UserRead));
    }
}
