using System.Text.Json.Nodes;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;

namespace Odagrun.Oci.Tests.Composing;

public sealed class ImageComposerTests(RegistryFixture registry) : IDisposable
{
    private static readonly Platform Amd64 = new("linux", "amd64");

    private readonly Client _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ComposeAsync_AllPartsInTheRegistry_AtMostEightRequestsThenOne()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        var request = Request(image, await InRegistryAsync("executor"));

        _client.Requests.Clear();
        var first = await _client.Composer.ComposeAsync(request, Cancel);
        var firstRequests = _client.Requests.Lines;
        _client.Requests.Clear();
        var second = await _client.Composer.ComposeAsync(request, Cancel);
        var secondRequests = _client.Requests.Lines;

        Assert.Equal((false, 0L), (first.Existed, first.BlobBytesSent));
        Assert.True(firstRequests.Count <= 8, string.Join('\n', firstRequests));
        Assert.Equal((true, 0L, first.Reference), (second.Existed, second.BlobBytesSent, second.Reference));
        Assert.True(secondRequests.Count <= 1, string.Join('\n', secondRequests));
    }

    [Fact]
    public async Task ComposeAsync_BaseByDigest_SecondTimeIsOneHead()
    {
        var image = Image("app:1");
        image = image.WithDigest(await TestImage.PushAsync(_client.Registry, image, ["base"]));
        var request = Request(image, await InRegistryAsync("executor"));
        var first = await _client.Composer.ComposeAsync(request, Cancel);

        _client.Requests.Clear();
        await _client.Composer.ComposeAsync(request, Cancel);

        Assert.Equal($"HEAD /v2/{first.Reference.Repository}/manifests/{first.Reference.Tag}", Assert.Single(_client.Requests.Lines));
    }

    [Fact]
    public async Task ComposeAsync_InAnotherProcess_FindsTheImage()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        var request = Request(image, await InRegistryAsync("executor"));
        var first = await _client.Composer.ComposeAsync(request, Cancel);
        using var other = new Client();

        var second = await other.Composer.ComposeAsync(request, Cancel);

        Assert.Equal((true, first.Reference), (second.Existed, second.Reference));
        Assert.Equal(first.Base.Entrypoint, second.Base.Entrypoint);
        Assert.DoesNotContain(other.Requests.Lines,
            line => line.StartsWith("PUT", StringComparison.Ordinal) || line.StartsWith("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComposeAsync_TagMoved_IsSeenAtOnce()
    {
        var image = Image("app:latest");
        await TestImage.PushAsync(_client.Registry, image, ["old"]);
        var request = Request(image, await InRegistryAsync("executor"));
        var first = await _client.Composer.ComposeAsync(request, Cancel);

        await TestImage.PushAsync(_client.Registry, image, ["new"]);
        var second = await _client.Composer.ComposeAsync(request, Cancel);

        Assert.NotEqual(first.Reference, second.Reference);
        Assert.False(second.Existed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ComposeAsync_Base_IsKeptAndExtended(bool docker)
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["a", "b"], docker: docker);
        var layer = await TestImage.ComposeLayerAsync("executor", "program");

        var composed = await _client.Composer.ComposeAsync(Request(image, layer), Cancel);
        var (content, manifest, config) = await TestImage.ReadAsync(_client.Registry, composed.Reference);
        var (_, baseManifest, baseConfig) = await TestImage.ReadAsync(_client.Registry, image);

        Assert.Equal(docker ? MediaTypes.DockerManifest : MediaTypes.OciManifest, content.MediaType);
        Assert.Equal(docker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, manifest.Config.MediaType);
        Assert.Equal([.. baseManifest.Layers,
            layer.Descriptor with { MediaType = docker ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip }], manifest.Layers);
        Assert.Equal(layer.Descriptor.Size, composed.BlobBytesSent);
        var expected = baseConfig.DeepClone().AsObject();
        expected["rootfs"]!["diff_ids"]!.AsArray().Add((JsonNode)layer.DiffId.ToString());
        expected["config"] = JsonNode.Parse("""
            {"Env":["PATH=/bin","LANG=de","NEW=1"],"Entrypoint":["/.odagrun/bin/odagrun","run-job"],"User":"app","WorkingDir":"/srv",
             "ExposedPorts":{"80/tcp":{}},"Shell":["/bin/ash"],"Labels":{"job":"7"}}
            """);
        var history = expected["history"]!.AsArray();
        history.Add((JsonNode)new JsonObject
        {
            ["created"] = "2020-02-02T02:02:02Z",
            ["created_by"] = $"odagrun: layer {layer.Descriptor.Digest}",
        });
        history.Add(
            (JsonNode)new JsonObject { ["created"] = "2020-02-02T02:02:02Z", ["created_by"] = "odagrun: config", ["empty_layer"] = true });
        Assert.True(JsonNode.DeepEquals(expected, config), config.ToJsonString());
        Assert.Equal(["/bin/base"], composed.Base.Entrypoint);
        Assert.Equal(["serve"], composed.Base.Cmd);
        Assert.Equal(("app", "/srv"), (composed.Base.User, composed.Base.WorkingDir));
        Assert.Equal(["80/tcp"], composed.Base.ExposedPorts);
    }

    [Fact]
    public async Task ComposeAsync_Scratch_IsAnImageOfTheLayersAlone()
    {
        var layer = await TestImage.ComposeLayerAsync("executor", "program");
        var request = Request(null, layer);

        var composed = await _client.Composer.ComposeAsync(request, Cancel);
        var (_, manifest, config) = await TestImage.ReadAsync(_client.Registry, composed.Reference);

        Assert.Equal([layer.Descriptor], manifest.Layers);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse($$$"""
            {"created":"1970-01-01T00:00:00Z","architecture":"amd64","os":"linux",
             "config":{"Entrypoint":["/.odagrun/bin/odagrun","run-job"],"Env":["LANG=de","NEW=1"],"Labels":{"job":"7"}},
             "rootfs":{"type":"layers","diff_ids":["{{{layer.DiffId}}}"]},
             "history":[{"created":"1970-01-01T00:00:00Z","created_by":"odagrun: layer {{{layer.Descriptor.Digest}}}"},
                        {"created":"1970-01-01T00:00:00Z","created_by":"odagrun: config","empty_layer":true}]}
            """), config), config.ToJsonString());
        Assert.Equal(BaseImage.Scratch, composed.Base);
    }

    [Fact]
    public async Task ComposeAsync_SamePartsTwice_GiveTheSameDigest()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        var layer = await InRegistryAsync("executor");
        var one = Request(image, layer);
        var other = one with { Target = Image("other") };

        var first = await _client.Composer.ComposeAsync(one, Cancel);
        var second = await _client.Composer.ComposeAsync(other, Cancel);

        Assert.Equal((first.Reference.Tag, first.Reference.Digest), (second.Reference.Tag, second.Reference.Digest));
    }

    [Fact]
    public async Task ComposeAsync_AnyPartDiffers_GivesAnotherName()
    {
        var (image, otherImage) = (Image("app:1"), Image("app:2"));
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        await TestImage.PushAsync(_client.Registry, otherImage, ["other base"]);
        var (layer, otherLayer) = (await InRegistryAsync("executor"), await InRegistryAsync("other"));
        var request = Request(image, layer);
        ComposeRequest[] requests =
        [
            request,
            request with { Base = otherImage },
            request with { Base = null },
            request with { Layers = [otherLayer] },
            request with { Layers = [layer, otherLayer] },
            request with { Layers = [otherLayer, layer] },
            request with { Config = request.Config with { Entrypoint = ["/x"] } },
            request with { Config = request.Config with { Entrypoint = null } },
            request with { Config = request.Config with { Env = new Dictionary<string, string> { ["A"] = "B" } } },
            request with { Config = request.Config with { Labels = new Dictionary<string, string> { ["A"] = "B" } } },
        ];

        var tags = new HashSet<string?>();
        foreach (var each in requests)
        {
            tags.Add((await _client.Composer.ComposeAsync(each, Cancel)).Reference.Tag);
        }

        Assert.Equal(requests.Length, tags.Count);
    }

    [Fact]
    public async Task ComposeAsync_SameImageManyTimesAtOnce_IsPushedOnce()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        var request = Request(image, await InRegistryAsync("executor"));
        _client.Requests.Clear();

        var composed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.Composer.ComposeAsync(request, Cancel)));

        Assert.Single(composed, result => !result.Existed);
        Assert.Single(composed.Select(result => result.Reference).Distinct());
        Assert.Single(_client.Requests.Lines,
            line => line.StartsWith("PUT /v2", StringComparison.Ordinal) && line.Contains("/manifests/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComposeAsync_ImageDoesNotExist_SaysSo()
    {
        var image = Image("nothing:here");

        var error = await Assert.ThrowsAsync<ImageNotFoundException>(() => _client.Composer.ComposeAsync(Request(image), Cancel));

        Assert.Equal(image, error.Image);
        Assert.Contains($"image {image} does not exist", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("odagrun/base/docker.io/library/alpine")]
    [InlineData("odagrun/executor")]
    public async Task ComposeAsync_BaseInTheRunnersOwnStore_Refused(string repository)
    {
        var image = new ImageReference(registry.Host, repository, "1", null);
        var request = Request(image) with { Target = new ImageReference(registry.Host, "odagrun/executor", null, null) };

        var error = await Assert.ThrowsAsync<ImageNotFoundException>(() => _client.Composer.ComposeAsync(request, Cancel));

        Assert.Contains("runner's own store", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_LayerIsNowhere_NamesIt()
    {
        var (_, layer) = await TestImage.LayerAsync("lost", TestImage.Repository());

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => _client.Composer.ComposeAsync(
                Request(null, new ComposeLayer(layer.Descriptor, layer.DiffId, "some/repository", null)), Cancel));

        Assert.Contains($"layer {layer.Descriptor.Digest} is neither in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_RememberedBlobIsGone_IsMountedAgain()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["base"]);
        var layer = await InRegistryAsync("executor");
        var request = Request(image, layer);
        await _client.Composer.ComposeAsync(request, Cancel);
        using var http = new HttpClient();
        using var deleted = await http.DeleteAsync(
            new Uri($"http://{registry.Host}/v2/{request.Target.Repository}/blobs/{layer.Descriptor.Digest}"), Cancel);
        Assert.True(deleted.IsSuccessStatusCode);

        var composed = await _client.Composer.ComposeAsync(
            request with { Config = request.Config with { Entrypoint = ["/other"] } }, Cancel);

        Assert.False(composed.Existed);
        Assert.True(await _client.Registry.BlobExistsAsync(request.Target, layer.Descriptor.Digest, RegistryCredentials.Anonymous, Cancel));
    }

    public void Dispose() => _client.Dispose();

    private ImageReference Image(string name) => ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}/{name}");

    private async Task<ComposeLayer> InRegistryAsync(string name)
    {
        var repository = TestImage.Repository("layers");
        var (content, layer) = await TestImage.LayerAsync(name, name);
        await _client.Registry.PushBlobAsync(
            new ImageReference(registry.Host, repository, null, null), layer.Descriptor,
            _ => Task.FromResult<Stream>(new MemoryStream(content)), RegistryCredentials.Anonymous, Cancel);
        return new ComposeLayer(layer.Descriptor, layer.DiffId, repository, null);
    }

    private ComposeRequest Request(ImageReference? image, params ComposeLayer[] layers) => new(
        image,
        Image("executor"),
        Amd64,
        layers,
        new ComposeConfig
        {
            Entrypoint = ["/.odagrun/bin/odagrun", "run-job"],
            Env = new Dictionary<string, string> { ["NEW"] = "1", ["LANG"] = "de" },
            Labels = new Dictionary<string, string> { ["job"] = "7" },
        },
        RegistryCredentials.Anonymous);
}
