using System.Globalization;
using System.Text.Json;
using Odagrun.Caches.Removing;
using Odagrun.Caches.Stored;
using Odagrun.Executor.Tests.ImageStreams;
using Odagrun.Functions.Sweeping;
using Odagrun.Handover;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Tests.Sweeping;

/// <summary>The sweep on OpenShift: tags are objects of the image API, the registry deletes none.</summary>
public sealed class ImageStreamSweepTests : IAsyncLifetime
{
    private const string Cache = "ci/cache";

    private ImageApiStandIn? _api;
    private Rig? _rig;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImageApiStandIn Api => _api!;

    private Rig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        _api = await ImageApiStandIn.StartAsync();
        _api.Streams["cache"] = [];
        _rig = new Rig(registry: new RegistryOptions
        {
            Host = "registry.test:5000",
            Repository = "ci",
            Username = "serviceaccount",
            Password = ImageApiStandIn.Token,
            ImageApi = _api.Url,
            ImageApiAuthorities = "/nowhere",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _rig?.Dispose();
        await Api.DisposeAsync();
    }

    [Fact]
    public async Task Sweep_UnusedCache_LosesItsTagInTheStream()
    {
        await StoreAsync("cache-old");
        Rig.Clock.Advance(TimeSpan.FromDays(15));
        await StoreAsync("cache-new");

        var report = await Rig.Get<RegistrySweep>().RunAsync(delete: true, Cancellation);

        Assert.Equal(("cache-old", 100), (Assert.Single(report.Unused).Reference.Tag, report.Bytes));
        Assert.Equal(["cache-new"], Api.Streams["cache"].Keys);
        Assert.Contains("cache-old", Rig.Registry.Tags(Cache));
    }

    [Fact]
    public async Task Sweep_DryRun_LeavesTheStreamAlone()
    {
        await StoreAsync("cache-old");
        Rig.Clock.Advance(TimeSpan.FromDays(15));

        await Rig.Get<RegistrySweep>().RunAsync(delete: false, Cancellation);

        Assert.Equal(["cache-old"], Api.Streams["cache"].Keys);
    }

    [Fact]
    public async Task Sweep_WithATokenThatIsRefused_SaysSo()
    {
        await StoreAsync("cache-old");
        Rig.Clock.Advance(TimeSpan.FromDays(15));
        using var removal = new StoredRemoval(Rig.Registry, "registry.test:5000", [], new EnvelopeImageApi { Url = Api.Url });

        var refused = await Assert.ThrowsAsync<RegistryException>(() => removal.RemoveAsync(
            new ImageReference("registry.test:5000", Cache, "cache-old", null), Digest.Parse(Api.Streams["cache"]["cache-old"]),
            Cancellation));

        Assert.Contains("deleting the tag ci/cache:cache-old failed: OpenShift answered 401", refused.Message, StringComparison.Ordinal);
    }

    private async Task StoreAsync(string tag)
    {
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = Digest.Of("{}"u8), Size = 2 },
            Layers = [new Descriptor
            {
                MediaType = MediaTypes.OciLayerZstd,
                Digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(tag)),
                Size = 100,
            }],
            Annotations = new Dictionary<string, string>
            {
                [StoredAnnotations.Content] = "{}",
                [StoredAnnotations.Name] = tag,
                [StoredAnnotations.Scope] = "project",
                [StoredAnnotations.Created] = Rig.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            },
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest);
        var digest = await Rig.Registry.PutManifestAsync(
            new ImageReference("registry.test:5000", Cache, tag, null), MediaTypes.OciManifest, content, RegistryCredentials.Anonymous,
            Cancellation);
        Api.Streams["cache"][tag] = digest.ToString();
    }
}
