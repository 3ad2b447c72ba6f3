using System.Globalization;
using System.Text.Json;
using Odagrun.Caches.Stored;
using Odagrun.Functions.Sweeping;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Tests.Sweeping;

public sealed class RegistrySweepTests : IDisposable
{
    private const string Cache = "odagrun/cache";
    private const string Executor = "odagrun/executor";

    private readonly Rig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_UnusedCache_GoesAndTheUsedOneStays()
    {
        await StoreAsync("cache-old", size: 100);
        await StoreAsync("cache-new", size: 200);
        _rig.Clock.Advance(TimeSpan.FromDays(15));
        await _rig.Get<UsageMarks>().SetAsync([At(Cache, "cache-new")], Cancellation);

        var report = await SweepAsync();

        Assert.Equal((2, 100), (report.Seen, report.Bytes));
        Assert.Equal(["cache-new", "used-cache-new"], _rig.Registry.Tags(Cache));
    }

    [Fact]
    public async Task Sweep_PipelineScope_GoesAfterHours()
    {
        await StoreAsync("space-pipeline", size: 1, scope: "pipeline");
        await StoreAsync("space-project", size: 1);
        _rig.Clock.Advance(TimeSpan.FromHours(25));

        await SweepAsync();

        Assert.Equal(["space-project"], _rig.Registry.Tags(Cache));
    }

    [Fact]
    public async Task Sweep_DryRun_TellsAndDeletesNothing()
    {
        await StoreAsync("cache-old", size: 100);
        _rig.Clock.Advance(TimeSpan.FromDays(15));

        var report = await _rig.Get<RegistrySweep>().RunAsync(delete: false, Cancellation);

        Assert.Equal("cache-old", Assert.Single(report.Unused).Reference.Tag);
        Assert.Equal(["cache-old"], _rig.Registry.Tags(Cache));
    }

    [Fact]
    public async Task Sweep_ExecutorImageThatNobodyMarked_HasItsTimeFromNowOn()
    {
        await ComposeAsync("abc");
        await SweepAsync();
        Assert.Equal(["abc", "used-abc"], _rig.Registry.Tags(Executor));

        _rig.Clock.Advance(TimeSpan.FromHours(25));
        await SweepAsync();

        Assert.Empty(_rig.Registry.Tags(Executor));
    }

    [Fact]
    public async Task Sweep_LayerOfAKeptCache_IsNotCountedAsFreed()
    {
        await StoreAsync("git-old", size: 100, layer: "shared");
        await StoreAsync("git-new", size: 100, layer: "shared");
        _rig.Clock.Advance(TimeSpan.FromDays(15));
        await _rig.Get<UsageMarks>().SetAsync([At(Cache, "git-new")], Cancellation);

        var report = await SweepAsync();

        Assert.Equal(0, report.Bytes);
        Assert.Single(report.Unused);
    }

    [Fact]
    public async Task Sweep_WhatAJobAtHandUses_Stays()
    {
        var image = await ComposeAsync("abc");
        await _rig.Get<UsageMarks>().SetAsync([At(Executor, "abc")], Cancellation);
        await _rig.ReceiveAsync(Cancellation);
        await using (var claim = await _rig.Store.ClaimAsync(Rig.Job, TimeSpan.FromSeconds(5), Cancellation))
        {
            await claim!.SaveAsync(claim.Record! with { Image = $"registry.test:5000/odagrun/executor:abc@{image}" }, Cancellation);
        }

        _rig.Clock.Advance(TimeSpan.FromDays(2));
        await SweepAsync();

        Assert.Contains("abc", _rig.Registry.Tags(Executor));
    }

    [Fact]
    public async Task Sweep_ThousandCaches_AreAllSeen()
    {
        for (var at = 0; at < 1000; at++)
        {
            await StoreAsync(string.Create(CultureInfo.InvariantCulture, $"cache-{at:0000}"), size: 1,
                layer: string.Create(CultureInfo.InvariantCulture, $"layer {at}"));
        }

        _rig.Clock.Advance(TimeSpan.FromDays(15));

        var report = await SweepAsync();

        Assert.Equal((1000, 1000, 1000), (report.Seen, report.Unused.Count, report.Bytes));
        Assert.Empty(_rig.Registry.Tags(Cache));
    }

    [Fact]
    public async Task Reconcile_OfAnotherProcess_SweepsNotAgainAtOnce()
    {
        await _rig.Reconcile.RunAsync(starting: true, Cancellation);
        await StoreAsync("cache-old", size: 1);
        _rig.Restart();
        await _rig.Reconcile.RunAsync(starting: true, Cancellation);
        _rig.Clock.Advance(TimeSpan.FromDays(15));

        await _rig.Reconcile.RunAsync(starting: false, Cancellation);

        Assert.DoesNotContain("cache-old", _rig.Registry.Tags(Cache));
    }

    public void Dispose() => _rig.Dispose();

    private static ImageReference At(string repository, string tag) => new("registry.test:5000", repository, tag, null);

    private Task<SweepReport> SweepAsync() => _rig.Get<RegistrySweep>().RunAsync(delete: true, Cancellation);

    private Task<Digest> StoreAsync(string tag, long size, string scope = "project",
        string? layer = null) => PutAsync(Cache, tag, size, layer ?? tag, new Dictionary<string, string>
        {
            [StoredAnnotations.Content] = "{}",
            [StoredAnnotations.Name] = tag,
            [StoredAnnotations.Scope] = scope,
            [StoredAnnotations.Created] = _rig.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        });

    private Task<Digest> ComposeAsync(string tag) => PutAsync(Executor, tag, 1, tag, null);

    private Task<Digest> PutAsync(string repository, string tag, long size, string layer, IReadOnlyDictionary<string, string>? annotations)
    {
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = new Descriptor { MediaType = MediaTypes.OciConfig, Digest = Digest.Of("{}"u8), Size = 2 },
            Layers = [new Descriptor
            {
                MediaType = MediaTypes.OciLayerZstd,
                Digest = Digest.Of(System.Text.Encoding.UTF8.GetBytes(layer)),
                Size = size,
            }],
            Annotations = annotations,
        };
        var content = JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest);
        return _rig.Registry.PutManifestAsync(
            At(repository, tag), MediaTypes.OciManifest, content, RegistryCredentials.Anonymous, Cancellation);
    }
}
