using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;

namespace Odagrun.Oci.Tests.Pushing;

public sealed class LayerPusherTests(RegistryFixture registry) : IDisposable
{
    private readonly Client _client = new();
    private readonly ImageReference _target = ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static LayerPushOptions Kept => new() { KeepOwner = true };

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(LayerFormat.Gzip, "gzip -dc")]
    [InlineData(LayerFormat.Zstd, "zstd -dc")]
    [InlineData(LayerFormat.None, "cat")]
    public async Task Tree_WithEverything_ComesBackFromTarAsItWas(LayerFormat format, string decompress)
    {
        using var tree = await ShellTree.MakeAsync(ShellTree.Everything);
        using var unpacked = await ShellTree.MakeAsync();

        var pushed = await PushAsync(new TreeContent(tree.Path), Kept with { Format = format });
        await DownloadAsync(pushed, unpacked.File("layer"));
        await ShellTree.RunAsync(unpacked.Path,
            $"mkdir out; {decompress} layer >tar; tar -xpf tar -C out; [ $(sha256sum <tar | cut -c1-64) = {pushed.Layer.DiffId.Hex} ]");

        Assert.Equal(await ShellTree.ListAsync(tree.Path), await ShellTree.ListAsync(unpacked.File("out")));
    }

    [Fact]
    public async Task Tree_PushedTwiceAndFromAnotherPlace_HasTheSameDigest()
    {
        using var tree = await ShellTree.MakeAsync(ShellTree.Everything);
        using var copy = await ShellTree.MakeAsync($"cp -a {tree.Path}/. .");

        var first = await PushAsync(new TreeContent(tree.Path), Kept);
        var second = await PushAsync(new TreeContent(copy.Path), Kept);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Tree_ByDefault_BelongsToRootAndTheGroupMayWhatTheUserMay()
    {
        using var tree = await ShellTree.MakeAsync(
            "echo a >a; chmod 0604 a; mkdir d; chmod 2700 d; touch -d @1500000000 a; touch -d @1700000000 d");

        var pushed = await PushAsync(new TreeContent(tree.Path),
            new LayerPushOptions { Times = LayerTimes.Clamp(DateTimeOffset.FromUnixTimeSeconds(1_600_000_000)) });
        var entries = await EntriesAsync(pushed);

        Assert.Equal(["a 664 0:0 1500000000", "d 2770 0:0 1600000000"], entries.Select(Describe));
    }

    [Fact]
    public async Task Tree_BelowAPrefixWithChosenPaths_HasTheseAndTheirParents()
    {
        using var tree = await ShellTree.MakeAsync("mkdir -p a/b c/d; echo 1 >a/b/one; echo 2 >a/two; echo 3 >c/d/three; chmod 750 a");

        var whole = await EntriesAsync(await PushAsync(new TreeContent(tree.Path) { Prefix = "builds/x", Paths = ["c", "a/two"] }, Kept));
        var flat = await EntriesAsync(await PushAsync(new TreeContent(tree.Path) { Paths = ["c", "a/b/one"], IsRecursive = false }, Kept));

        Assert.Equal(["builds", "builds/x", "builds/x/a", "builds/x/a/two", "builds/x/c", "builds/x/c/d", "builds/x/c/d/three"],
            whole.Select(entry => entry.Path));
        Assert.Equal(["a", "a/b", "a/b/one", "c"], flat.Select(entry => entry.Path));
    }

    [Fact]
    public async Task Attributes_OfFiles_ComeBack()
    {
        using var tree = await ShellTree.MakeAsync("echo a >a");
        await ShellTree.RunAsync(tree.Path, "python3 -c \"import os; os.setxattr('a', 'user.note', b'with \\x00 and =')\"");
        using var unpacked = await ShellTree.MakeAsync();

        var pushed = await PushAsync(new TreeContent(tree.Path), Kept with { Format = LayerFormat.None });
        await DownloadAsync(pushed, unpacked.File("tar"));

        var value = await ShellTree.RunAsync(
            unpacked.Path,
            "mkdir out; tar --xattrs --xattrs-include='user.*' -xf tar -C out; python3 -c \"import os; print(os.getxattr('out/a', 'user.note'))\"");
        Assert.Equal("b'with \\x00 and ='", value.Trim());
    }

    [Fact]
    public async Task Capabilities_OfAProgram_AreThereAfterUnpacking()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "giving a file capabilities needs root");
        const string read = "import os, sys; print(os.getxattr(sys.argv[1], 'security.capability').hex())";
        using var tree = await ShellTree.MakeAsync("echo a >ping; chmod 755 ping");

        // vfs_cap_data, revision 2: effective, net_raw (capability.h).
        await ShellTree.RunAsync(
            tree.Path,
            "python3 -c \"import os; os.setxattr('ping', 'security.capability', bytes.fromhex('0100000200200000000000000000000000000000'))\"");
        using var unpacked = await ShellTree.MakeAsync();

        await DownloadAsync(await PushAsync(new TreeContent(tree.Path), Kept with { Format = LayerFormat.None }), unpacked.File("tar"));

        var value = await ShellTree.RunAsync(
            unpacked.Path,
            $"mkdir out; tar --xattrs --xattrs-include='security.*' -xpf tar -C out; python3 -c \"{read}\" out/ping; python3 -c \"{read}\" {tree.Path}/ping");
        Assert.Single(value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct());
    }

    [Fact]
    public async Task PipesAndSockets_InTheTree_AreLeftOutWithAWarning()
    {
        using var tree = await ShellTree.MakeAsync(
            "mkfifo pipe; echo a >a; python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('sock')\"");
        var warnings = new List<string>();

        var entries = await EntriesAsync(await PushAsync(new TreeContent(tree.Path), Kept with { Warn = warnings.Add }));

        Assert.Equal("a", Assert.Single(entries).Path);
        Assert.Equal([$"'{tree.Path}/pipe' is left out: an image holds no named pipes",
            $"'{tree.Path}/sock' is left out: an image holds no sockets"], warnings);
    }

    [Theory]
    [InlineData("echo x >>growing", "changed while it was read")]
    [InlineData("truncate -s 100000 growing", "changed while it was read")]
    public async Task File_ThatChangesWhileItIsRead_IsNamed(string change, string because)
    {
        using var tree = await ShellTree.MakeAsync("head -c 900000 /dev/zero >growing; mkdir after; : >after/x");

        var error = await Assert.ThrowsAsync<LayerContentException>(
            () => PushAsync(new ChangingContent(new TreeContent(tree.Path), tree.Path, change), Kept));

        Assert.Contains("growing'", error.Message, StringComparison.Ordinal);
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "'nowhere' can't be read: No such file")]
    [InlineData("/etc/passwd", "'/etc/passwd' is no directory")]
    public async Task Root_ThatIsNone_IsNamed(string root, string because)
    {
        var error = await Assert.ThrowsAsync<LayerContentException>(() => PushAsync(new TreeContent(root), Kept));

        Assert.StartsWith(because, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_AtTheEnd_TellsAll()
    {
        using var tree = await ShellTree.MakeAsync("head -c 3000000 /dev/urandom >large");
        var last = default(LayerProgress);

        var pushed = await _client.Pusher.PushAsync(
            _target, new TreeContent(tree.Path), Kept, RegistryCredentials.Anonymous, new Immediate(at => last = at), Cancel);

        Assert.Equal(new LayerProgress(1, pushed.TarBytes, null, pushed.Layer.Descriptor.Size), last with { ExpectedTarBytes = null });
        Assert.Equal(3_000_320 + 512, new TreeContent(tree.Path).EstimateTarBytes(Cancel));
        Assert.Equal(3_000_320 + 512 + 1024, pushed.TarBytes);
    }

    private Task<PushedLayer> PushAsync(ILayerContent content, LayerPushOptions options) =>
        _client.Pusher.PushAsync(_target, content, options, RegistryCredentials.Anonymous, null, Cancel);

    private async Task DownloadAsync(PushedLayer pushed, string path)
    {
        await using var blob = await _client.Registry.OpenBlobAsync(
            _target, pushed.Layer.Descriptor, RegistryCredentials.Anonymous, Cancel);
        await using var file = File.Create(path);
        await blob.CopyToAsync(file, Cancel);
    }

    private async Task<List<LayerEntry>> EntriesAsync(PushedLayer pushed)
    {
        var blob = await _client.Registry.OpenBlobAsync(_target, pushed.Layer.Descriptor, RegistryCredentials.Anonymous, Cancel);
        await using var reader = new LayerReader(blob, pushed.Layer.Descriptor, pushed.Layer.DiffId);
        return await reader.ReadAsync(Cancel).ToListAsync(Cancel);
    }

    private static string Describe(LayerEntry entry) =>
        $"{entry.Path} {Convert.ToString((int)entry.Mode, 8)} {entry.UserId}:{entry.GroupId} {entry.Modified.ToUnixTimeSeconds()}";

    private sealed class Immediate(Action<LayerProgress> report) : IProgress<LayerProgress>
    {
        public void Report(LayerProgress value) => report(value);
    }

    // Changes the tree between an entry's being looked at and its being read.
    private sealed class ChangingContent(ILayerContent content, string directory, string change) : ILayerContent
    {
        public IEnumerable<LayerEntry> Read(Action<string> warn)
        {
            foreach (var item in content.Read(warn))
            {
                if (item.Path == "growing")
                {
                    ShellTree.RunAsync(directory, change).GetAwaiter().GetResult();
                }

                yield return item;
            }
        }
    }
}
