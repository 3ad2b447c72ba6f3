using System.Net;
using System.Text;
using System.Text.Json;
using Odagrun.Oci.Copying;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Proxies;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Copying;

public sealed class ImageCopierTests(RegistryFixture registry) : IAsyncLifetime
{
    private readonly Client _client = new();
    private readonly ImageReference _source = ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}:1");
    private DockerRegistry _production = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RegistryCredentials Nobody => RegistryCredentials.Anonymous;

    private ImageReference Target => ImageReference.Parse($"{_production.Host}/prod/app:1.0");

    public async ValueTask InitializeAsync() => _production = await DockerRegistry.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _production.DisposeAsync();
    }

    [Fact]
    public async Task Index_ToAnotherRegistry_ArrivesWholeAndASecondTimeSendsNothing()
    {
        var index = await PushIndexAsync();

        var first = await CopyAsync(_source, Target);
        var second = await CopyAsync(_source, Target.WithTag("again"));

        Assert.Equal((index, 3), (first.Reference.Digest, first.Manifests));
        Assert.Equal((0, true), (second.Totals.Sent, first.Totals.Sent > 0));
        Assert.Equal(first.Totals.Sent + first.Totals.Skipped, second.Totals.Skipped);
    }

    [Fact]
    public async Task Image_WithinOneRegistry_IsMounted()
    {
        await TestImage.PushAsync(_client.Registry, _source, ["a", "b"]);
        _client.Requests.Clear();

        var copied = await CopyAsync(_source, ImageReference.Parse($"{registry.Host}/{TestImage.Repository()}:2"));

        Assert.Equal((0, 0, true), (copied.Totals.Sent, copied.Totals.Skipped, copied.Totals.Mounted > 0));
    }

    [Fact]
    public async Task Platform_OfAnIndex_IsCopiedAlone()
    {
        await PushIndexAsync();

        var copied = await _client.Copier.CopyAsync(
            new CopyRequest { Source = _source, Target = Target, Platform = new Platform("linux", "arm64"), Credentials = Nobody }, null,
            Cancel);

        Assert.Equal(1, copied.Manifests);
        var error = await Assert.ThrowsAsync<ImageNotFoundException>(() => _client.Copier.CopyAsync(
            new CopyRequest { Source = _source, Target = Target, Platform = new Platform("linux", "s390x"), Credentials = Nobody }, null,
            Cancel));
        Assert.Contains("there is: linux/amd64, linux/arm64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Referrers_ByTagAndByCosign_ComeWhenAskedFor()
    {
        var digest = await TestImage.PushAsync(_client.Registry, _source, ["a"]);
        await TestImage.PushAsync(_client.Registry, _source.WithTag($"sha256-{digest.Hex}.sig"), ["signature"]);
        var sbom = await TestImage.PushAsync(_client.Registry, _source.WithTag("sbom"), ["sbom"]);
        await PutIndexAsync(_source.WithTag($"sha256-{digest.Hex}"), (sbom, null));

        var without = await CopyAsync(_source, Target);
        var with = await _client.Copier.CopyAsync(
            new CopyRequest { Source = _source, Target = Target, WithReferrers = true, Credentials = Nobody }, null, Cancel);

        Assert.Equal((0, 3), (without.Referrers, with.Referrers));
        Assert.Equal(
            [$"1.0", $"sha256-{digest.Hex}", $"sha256-{digest.Hex}.sig"],
            (await _client.Registry.ListTagsAsync(Target, Nobody, Cancel)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Target_ThatFails_HasNoName()
    {
        await TestImage.PushAsync(_client.Registry, _source, ["a"]);
        await using var proxy = await FaultProxy.StartAsync(_production.Host);
        proxy.Add([.. Enumerable.Repeat(new Fault("PUT", "/uploads/") { Status = 413 }, 10)]);
        var target = ImageReference.Parse($"{proxy.Host}/prod/app:1.0");

        var error = await Assert.ThrowsAsync<RegistryException>(() => CopyAsync(_source, target));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, error.Status);
        Assert.Empty(await _client.Registry.ListTagsAsync(Target, Nobody, Cancel));
    }

    [Fact]
    public async Task Tag_Removed_LeavesTheImageUnderItsOthers()
    {
        var digest = await TestImage.PushAsync(_client.Registry, _source, ["a"]);
        await CopyAsync(_source, _source.WithTag("2"));

        Assert.True(await _client.Removal.RemoveTagAsync(_source, Nobody, Cancel));
        Assert.False(await _client.Removal.RemoveTagAsync(_source, Nobody, Cancel));

        Assert.Equal(["2"], await _client.Registry.ListTagsAsync(_source, Nobody, Cancel));
        Assert.Equal(digest, await _client.Removal.RemoveImageAsync(_source.WithTag("2"), Nobody, Cancel));
        Assert.Null(await _client.Removal.RemoveImageAsync(_source.WithTag("2"), Nobody, Cancel));
    }

    private Task<CopiedImage> CopyAsync(ImageReference source, ImageReference target) =>
        _client.Copier.CopyAsync(new CopyRequest { Source = source, Target = target, Credentials = Nobody }, null, Cancel);

    private async Task<Digest> PushIndexAsync()
    {
        var amd = await TestImage.PushAsync(_client.Registry, _source.WithTag("amd"), ["a", "common"]);
        var arm = await TestImage.PushAsync(_client.Registry, _source.WithTag("arm"), ["b", "common"], docker: true);
        return await PutIndexAsync(_source, (amd, "amd64"), (arm, "arm64"));
    }

    private async Task<Digest> PutIndexAsync(ImageReference name, params (Digest Digest, string? Architecture)[] entries)
    {
        var manifests = new List<Descriptor>();
        foreach (var (digest, architecture) in entries)
        {
            var head = await _client.Registry.HeadManifestAsync(name.WithDigest(digest), Nobody, Cancel);
            manifests.Add(head! with
            {
                Platform = architecture is null ? null : new PlatformDescriptor { Os = "linux", Architecture = architecture },
            });
        }

        var index = JsonSerializer.Serialize(
            new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = manifests }, OciJson.Default.ImageIndex);
        return await _client.Registry.PutManifestAsync(name, MediaTypes.OciIndex, Encoding.UTF8.GetBytes(index), Nobody, Cancel);
    }
}
