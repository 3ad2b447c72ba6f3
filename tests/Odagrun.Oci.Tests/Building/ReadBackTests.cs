using System.Globalization;
using System.Text.Json.Nodes;
using Odagrun.Oci.Building;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Oci.Tests.Pushing;

namespace Odagrun.Oci.Tests.Building;

/// <summary>What is pushed here, read back by programs that others wrote.</summary>
public sealed class ReadBackTests(RegistryFixture registry) : IDisposable
{
    private readonly Client _client = new();
    private readonly ImageReference _target = ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}:1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(LayerFormat.Gzip, 1)]
    [InlineData(LayerFormat.Gzip, 2)]
    [InlineData(LayerFormat.None, 3)]
    [InlineData(LayerFormat.Gzip, 4)]
    public async Task AnyTree_PushedAndUnpackedByUmoci_IsTheSameTree(LayerFormat format, int seed)
    {
        using var tree = await ShellTree.MakeAsync(RandomTree.Script(seed));
        using var unpacked = await ShellTree.MakeAsync();

        await BuildAsync(tree, null, new LayerPushOptions { KeepOwner = true, Format = format });
        await ShellTree.RunAsync(unpacked.Path,
            $"skopeo copy -q --src-tls-verify=false docker://{_target} oci:image:1 && umoci unpack --image image:1 bundle >&2");

        Assert.Equal(await ShellTree.ListAsync(tree.Path), await ShellTree.ListAsync(unpacked.File("bundle/rootfs")));
    }

    [Fact]
    public async Task Image_OnABaseWithConfigAndRemovals_IsWhatSkopeoAndUmociSee()
    {
        using var below = await ShellTree.MakeAsync("mkdir etc opt; echo old >etc/motd; echo gone >opt/gone; echo kept >opt/kept");
        using var above = await ShellTree.MakeAsync("mkdir etc; echo new >etc/motd");
        using var unpacked = await ShellTree.MakeAsync();
        var first = await BuildAsync(below, null, new LayerPushOptions(),
            """{"Env": ["A=1", "B=2"], "Entrypoint": ["/bin/base"], "Cmd": ["x"], "Labels": {"of": "base"}}""");

        var built = await _client.Builder.BuildAsync(Request(above, first.Reference, new LayerPushOptions()) with
        {
            Target = _target.WithTag("2"),
            Layers = [new JoinedContent([new RemovalContent(["/opt/gone"]), new TreeContent(above.Path)])],
            Config = """{"Env": ["B=3"], "Entrypoint": ["/bin/own"], "User": "1001"}"""u8.ToArray(),
            Labels = new Dictionary<string, string> { ["own"] = "label" },
            Annotations = new Dictionary<string, string> { ["org.opencontainers.image.title"] = "a title" },
        }, null, Cancel);

        var config = JsonNode.Parse(await ShellTree.RunAsync(
            unpacked.Path, $"skopeo inspect --config --tls-verify=false docker://{_target.WithTag("2")}"))!["config"]!;
        Assert.Equal(
            """{"User":"1001","Env":["A=1","B=3"],"Entrypoint":["/bin/own"],"Labels":{"of":"base","own":"label"}}""",
            config.ToJsonString());
        Assert.Equal((0, true), (built.Totals.Mounted, built.Totals.Skipped > 0));
        await ShellTree.RunAsync(
            unpacked.Path,
            $"skopeo copy -q --src-tls-verify=false docker://{_target.WithTag("2")} oci:image:2 && umoci unpack --image image:2 bundle >&2");
        Assert.Equal("new\nkept\n", await ShellTree.RunAsync(unpacked.File("bundle/rootfs"), "cat etc/motd opt/kept; [ ! -e opt/gone ]"));
    }

    [Fact]
    public async Task Image_MadeTwiceOfTheSameTree_HasTheSameDigest()
    {
        using var tree = await ShellTree.MakeAsync(RandomTree.Script(5));
        using var copy = await ShellTree.MakeAsync($"cp -a {tree.Path}/. .");

        var first = await BuildAsync(tree, null, new LayerPushOptions());
        var second = await BuildAsync(copy, null, new LayerPushOptions());

        Assert.Equal(first.Reference.Digest, second.Reference.Digest);
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{", "no JSON: line 1")]
    [InlineData("""{"Cmd": "sh"}""", "'Cmd' is a text; it must be a list of texts")]
    [InlineData("""{"User": 1001}""", "'User' is a number; it must be a text")]
    [InlineData("""{"Env": ["A"]}""", "write NAME=value")]
    [InlineData("""{"Env": ["A=1", 2]}""", "'Env' holds 2")]
    [InlineData("""{"Labels": {"a": true}}""", "'Labels' holds true")]
    [InlineData("""{"Entrypont": []}""", "a field 'Entrypont', which is not known")]
    public async Task Config_ThatIsNone_IsRefusedBeforeAnythingIsSent(string config, string because)
    {
        using var tree = await ShellTree.MakeAsync("echo a >a");

        var error = await Assert.ThrowsAsync<ImageConfigException>(() => BuildAsync(tree, null, new LayerPushOptions(), config));

        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _client.Requests.Count);
    }

    private Task<BuiltImage> BuildAsync(ShellTree tree, ImageReference? from, LayerPushOptions options, string? config = null) =>
        _client.Builder.BuildAsync(Request(tree, from, options, config), null, Cancel);

    private BuildRequest Request(ShellTree tree, ImageReference? from, LayerPushOptions options, string? config = null) => new()
    {
        Target = _target,
        Base = from,
        Platform = Platform.Current,
        Layers = [new TreeContent(tree.Path)],
        LayerOptions = options,
        Config = config is null ? default(ReadOnlyMemory<byte>?) : System.Text.Encoding.UTF8.GetBytes(config),
        Credentials = RegistryCredentials.Anonymous,
    };

    // Lines of bash that make a tree by chance: the same for the same seed.
    private static class RandomTree
    {
        private static readonly string[] Names = ["a", "b.txt", "with space", "ä→😀", ".hidden", "-dash", "n'quote",
            "long-" + new string('x', 150)];

        public static string Script(int seed)
        {
            var random = new Random(seed);
            var lines = new List<string>();
            Fill(random, ".", 0, lines);
            return string.Join('\n', lines);
        }

        private static void Fill(Random random, string directory, int depth, List<string> lines)
        {
            var files = new List<string>();
            foreach (var name in Names.OrderBy(_ => random.Next()).Take(random.Next(2, Names.Length)).ToList())
            {
                var path = $"{directory}/{name}";
                var quoted = Quote(path);
                switch (random.Next(depth < 3 ? 6 : 4))
                {
                    case 0 when files.Count > 0:
                        lines.Add($"ln -- {Quote(files[random.Next(files.Count)])} {quoted}");
                        continue;
                    case 1:
                        lines.Add(
                            $"ln -s -- {Quote(Names[random.Next(Names.Length)])} {quoted}; touch -h -d @{random.Next(1, 2_000_000_000)} {quoted}");
                        continue;
                    case > 3:
                        lines.Add($"mkdir -- {quoted}");
                        Fill(random, path, depth + 1, lines);
                        break;
                    default:
                        lines.Add(
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"head -c {random.Next(3) switch { 0 => 0, 1 => random.Next(2000), _ => random.Next(700_000) }} /dev/urandom >{quoted}"));
                        files.Add(path);
                        break;
                }

                lines.Add(
                    $"chmod {Convert.ToString(random.Next(0x1000) | 0x1C0, 8)} {quoted}; touch -d @{random.Next(1, 2_000_000_000)} {quoted}");
            }
        }

        private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
