using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Proxies;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Composing;

public sealed class BaseImageTests(RegistryFixture registry) : IDisposable
{
    private static readonly Platform Amd64 = new("linux", "amd64");

    private readonly Client _client = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RegistryCredentials Nobody => RegistryCredentials.Anonymous;

    [Fact]
    public async Task ComposeAsync_BaseInAnotherRegistry_IsCopiedOnceAndRemembered()
    {
        await using var foreign = await DockerRegistry.StartAsync(Cancel);
        var image = ImageReference.Parse($"{foreign.Host}/group/app:1");
        var names = Enumerable.Range(0, 8).Select(i => $"layer {i} {Guid.NewGuid()}").ToArray();
        var pushed = await TestImage.PushAsync(_client.Registry, image, names);
        var target = Image("executor");

        var first = await _client.Composer.ComposeAsync(Request(image, target), Cancel);
        using var other = new Client();
        var second = await other.Composer.ComposeAsync(
            Request(image, target) with { Config = new ComposeConfig { Entrypoint = ["/other"] } }, Cancel);

        var (_, manifest, config) = await TestImage.ReadAsync(_client.Registry, image);
        Assert.Equal(manifest.Layers.Sum(layer => layer.Size) + manifest.Config.Size, first.BlobBytesSent);
        Assert.Equal((false, 0L), (second.Existed, second.BlobBytesSent));
        Assert.DoesNotContain(other.Requests.Lines, line => line.StartsWith("GET", StringComparison.Ordinal)
            && manifest.Layers.Any(layer => line.Contains(layer.Digest.ToString(), StringComparison.Ordinal)));
        var mirror = new ImageReference(registry.Host, $"odagrun/base/{foreign.Host.Replace(':', '_')}/group/app", null, pushed);
        Assert.Equal(pushed, (await _client.Registry.HeadManifestAsync(mirror, Nobody, Cancel))?.Digest);
        Assert.Equal(manifest.Layers, (await TestImage.ReadAsync(_client.Registry, first.Reference)).Manifest.Layers);
    }

    [Fact]
    public async Task ComposeAsync_BaseInAnotherRegistryManyAtOnce_CopiesEachBlobOnce()
    {
        await using var foreign = await DockerRegistry.StartAsync(Cancel);
        var image = ImageReference.Parse($"{foreign.Host}/app:1");
        await TestImage.PushAsync(_client.Registry, image, [Guid.NewGuid().ToString(), Guid.NewGuid().ToString()]);
        var (_, manifest, _) = await TestImage.ReadAsync(_client.Registry, image);
        _client.Requests.Clear();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => _client.Composer.ComposeAsync(
            Request(image, Image("executor")) with { Config = new ComposeConfig { Entrypoint = [$"/{i}"] } }, Cancel)));

        Assert.All(manifest.Layers, layer => Assert.Single(_client.Requests.Lines, line => line == $"GET /v2/app/blobs/{layer.Digest}"));
    }

    [Theory]
    [InlineData("linux/amd64", "amd64")]
    [InlineData("linux/arm64", "arm64v8")]
    [InlineData("linux/arm64/v8", "arm64v8")]
    [InlineData("linux/arm", "armv7")]
    [InlineData("linux/arm/v6", "armv5")]
    public async Task ComposeAsync_Index_TakesThePlatformsManifest(string platform, string expected)
    {
        var image = Image("app:1");
        await PushIndexAsync(image, ("amd64", null, "amd64"), ("arm64", "v8", "arm64v8"), ("arm", "v5", "armv5"), ("arm", "v7", "armv7"),
            ("unknown", null, "attestation"));

        var composed = await _client.Composer.ComposeAsync(
            Request(image, Image("executor")) with { Platform = Platform.Parse(platform) }, Cancel);

        var (_, _, config) = await TestImage.ReadAsync(_client.Registry, composed.Reference);
        Assert.Equal(expected, config["history"]![0]!["created_by"]!.GetValue<string>());
    }

    [Fact]
    public async Task ComposeAsync_IndexWithoutThePlatform_NamesWhatThereIs()
    {
        var image = Image("app:1");
        await PushIndexAsync(image, ("arm64", "v8", "a"), ("s390x", null, "b"), ("unknown", null, "attestation"));

        var error = await Assert.ThrowsAsync<ImageNotFoundException>(
            () => _client.Composer.ComposeAsync(Request(image, Image("executor")), Cancel));

        Assert.Equal($"image {image} does not exist for linux/amd64; there is: linux/arm64/v8, linux/s390x", error.Message);
    }

    [Fact]
    public async Task ComposeAsync_ImageOfAnotherPlatform_SaysSo()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(_client.Registry, image, ["a"], edit: config => config["architecture"] = "riscv64");

        var error = await Assert.ThrowsAsync<ImageNotFoundException>(
            () => _client.Composer.ComposeAsync(Request(image, Image("executor")), Cancel));

        Assert.Contains("there is: linux/riscv64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_NoImageBehindTheName_SaysWhatItIs()
    {
        var image = Image("chart:1");
        var config = await _client.Registry.PutBlobAsync(
            image, "application/vnd.cncf.helm.config.v1+json", "{}"u8.ToArray(), Nobody, Cancel);
        await PutAsync(image, MediaTypes.OciManifest, JsonSerializer.SerializeToUtf8Bytes(
            new ImageManifest { MediaType = MediaTypes.OciManifest, Config = config, Layers = [] }, OciJson.Default.ImageManifest));

        var error = await Assert.ThrowsAsync<ImageNotFoundException>(
            () => _client.Composer.ComposeAsync(Request(image, Image("executor")), Cancel));

        Assert.Contains("is no container image: its config is of type application/vnd.cncf.helm.config.v1+json", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_ConfigListsOtherLayers_IsRefused()
    {
        var image = Image("app:1");
        await TestImage.PushAsync(
            _client.Registry, image, ["a", "b"], edit: config => config["rootfs"]!["diff_ids"]!.AsArray().RemoveAt(0));

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => _client.Composer.ComposeAsync(Request(image, Image("executor")), Cancel));

        Assert.False(error.IsTransient);
        Assert.Contains("it has 2 layers, but its config lists 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComposeAsync_Schema1Base_BecomesSchema2()
    {
        // docker-registry 2.8 stores no schema 1 unless configured; a server that has one stands in front of the real one's blobs.
        var blobs = Image("blobs");
        var (lower, upper) = (await LayerAsync(blobs, "lower"), await LayerAsync(blobs, "upper"));
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["fsLayers"] = new JsonArray(Sum(upper), Sum(lower), Sum(lower)),
            ["history"] = new JsonArray(
                Step(
                    """{"id":"c","parent":"b","created":"2015-01-01T00:00:00Z","architecture":"amd64","os":"linux","config":{"Env":["A=1"],"Cmd":["sh"]}}"""),
                Step("""{"id":"b","throwaway":true,"created":"2014-01-01T00:00:00Z"}"""),
                Step("""{"id":"a","created":"2013-01-01T00:00:00Z"}""")),
        };
        await using var old = await HttpServer.StartAsync(async context =>
        {
            var path = context.Request.Path.Value!;
            if (path.Contains("/manifests/", StringComparison.Ordinal))
            {
                await HttpServer.AnswerAsync(context, 200, manifest.ToJsonString(), MediaTypes.DockerManifestV1Signed);
                return;
            }

            using var http = new HttpClient();
            await context.Response.Body.WriteAsync(
                await http.GetByteArrayAsync(new Uri($"http://{registry.Host}/v2/{blobs.Repository}/blobs/{path.Split('/')[^1]}")));
        });

        var composed = await _client.Composer.ComposeAsync(Request(ImageReference.Parse($"{old.Host}/old:1"), Image("executor")), Cancel);
        var (content, composedManifest, config) = await TestImage.ReadAsync(_client.Registry, composed.Reference);

        Assert.Equal(MediaTypes.DockerManifest, content.MediaType);
        Assert.Equal([(lower.Descriptor.Digest, lower.Descriptor.Size), (upper.Descriptor.Digest, upper.Descriptor.Size)],
            composedManifest.Layers.Select(layer => (layer.Digest, layer.Size)));
        Assert.Equal([lower.DiffId.ToString(), upper.DiffId.ToString()],
            config["rootfs"]!["diff_ids"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(["A=1"], composed.Base.Env);
    }

    [Fact]
    public async Task GetManifest_SignedSchema1_IsCheckedByWhatWasSigned()
    {
        const string payload = "{\n   \"schemaVersion\": 1,\n   \"fsLayers\": [],\n   \"history\": []\n}";
        var length = payload.Length - 2;
        var header = System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
            $$"""{"formatLength":{{length}},"formatTail":"{{System.Buffers.Text.Base64Url.EncodeToString("\n}"u8)}}"}"""));
        var signed = payload[..length] + $",\n   \"signatures\": [{{\"protected\":\"{header}\"}}]\n}}";
        await using var old = await HttpServer.StartAsync(
            context => HttpServer.AnswerAsync(context, 200, signed, MediaTypes.DockerManifestV1Signed));
        var digest = Digest.Of(Encoding.UTF8.GetBytes(payload));

        var manifest = await _client.Registry.GetManifestAsync(ImageReference.Parse($"{old.Host}/old").WithDigest(digest), Nobody, Cancel);

        Assert.Equal((MediaTypes.DockerManifestV1Signed, digest), (manifest!.MediaType, manifest.Digest));
    }

    [Fact]
    public async Task ListAndDelete_Tags_AreSeenAndGo()
    {
        var image = Image("app:1");
        var digest = await TestImage.PushAsync(_client.Registry, image, ["a"]);
        var content = (await _client.Registry.GetManifestAsync(image, Nobody, Cancel))!;
        for (var i = 0; i < 5; i++)
        {
            await _client.Registry.PutManifestAsync(image.WithTag($"t{i}"), content.MediaType, content.Content, Nobody, Cancel);
        }

        Assert.Equal(["1", "t0", "t1", "t2", "t3", "t4"],
            (await _client.Registry.ListTagsAsync(image, Nobody, Cancel)).Order(StringComparer.Ordinal));
        Assert.True(await _client.Registry.DeleteManifestAsync(image.WithDigest(digest), Nobody, Cancel));
        Assert.False(await _client.Registry.DeleteManifestAsync(image.WithDigest(digest), Nobody, Cancel));
        Assert.Null(await _client.Registry.GetManifestAsync(image, Nobody, Cancel));
        Assert.Empty(await _client.Registry.ListTagsAsync(Image("unknown"), Nobody, Cancel));
    }

    public void Dispose() => _client.Dispose();

    private static JsonObject Sum(Oci.Layers.WrittenLayer layer) => new JsonObject { ["blobSum"] = layer.Descriptor.Digest.ToString() };

    private static JsonObject Step(string json) => new JsonObject { ["v1Compatibility"] = json };

    private ImageReference Image(string name) => ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}/{name}");

    private async Task<Oci.Layers.WrittenLayer> LayerAsync(ImageReference repository, string name)
    {
        var (content, layer) = await TestImage.LayerAsync(name, name);
        await _client.Registry.PushBlobAsync(
            repository, layer.Descriptor, _ => Task.FromResult<Stream>(new MemoryStream(content)), Nobody, Cancel);
        return layer;
    }

    private async Task PushIndexAsync(ImageReference image, params (string Architecture, string? Variant, string Layer)[] entries)
    {
        var manifests = new List<Descriptor>();
        foreach (var (architecture, variant, layer) in entries)
        {
            var digest = await TestImage.PushAsync(
                _client.Registry, image.WithTag(layer), [layer], edit: config => config["architecture"] = architecture);
            var os = architecture == "unknown" ? "unknown" : "linux";
            var pushed = (await _client.Registry.HeadManifestAsync(image.WithTag(layer), Nobody, Cancel))!;
            Assert.Equal(digest, pushed.Digest);
            manifests.Add(pushed with { Platform = new PlatformDescriptor { Os = os, Architecture = architecture, Variant = variant } });
        }

        await PutAsync(image, MediaTypes.OciIndex, JsonSerializer.SerializeToUtf8Bytes(
            new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = manifests }, OciJson.Default.ImageIndex));
    }

    private Task<Digest> PutAsync(ImageReference image, string mediaType, byte[] content) =>
        _client.Registry.PutManifestAsync(image, mediaType, content, Nobody, Cancel);

    private static ComposeRequest Request(ImageReference image, ImageReference target) =>
        new(image, target, Amd64, [], new ComposeConfig(), Nobody);
}
