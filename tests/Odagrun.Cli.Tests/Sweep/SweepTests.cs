using System.Text.Json;
using Odagrun.Caches.Stored;
using Odagrun.Cli.Tests.Doctor;
using Odagrun.Oci.Images;
using Odagrun.Stack;

namespace Odagrun.Cli.Tests.Sweep;

/// <summary><c>odagrun sweep</c>, over a real registry.</summary>
public sealed class SweepTests(DoctorScene scene) : IClassFixture<DoctorScene>
{
    [Fact]
    public async Task Sweep_WithoutDelete_TellsWhatWouldGoAndKeepsIt()
    {
        var settings = Settings("dry");
        await StoreAsync("dry", "cache-old", "2020-01-01T00:00:00Z");

        var run = await CliRun.RunAsync(["sweep"], settings);

        Assert.Equal(0, run.Code);
        Assert.Contains("dry/cache:cache-old  cache deps  last used 2020-01-01 00:00", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 would be deleted ('odagrun sweep --delete' does it); 7 bytes", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, Json(await CliRun.RunAsync(["sweep", "--output", "json"], settings)).GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task Sweep_WithDelete_DeletesAndTellsBytes()
    {
        var settings = Settings("wet");
        await StoreAsync("wet", "cache-old", "2020-01-01T00:00:00Z");
        await StoreAsync("wet", "cache-new", "2120-01-01T00:00:00Z");

        var swept = Json(await CliRun.RunAsync(["sweep", "--delete", "--output", "json"], settings));
        var again = Json(await CliRun.RunAsync(["sweep", "--output", "json"], settings));

        Assert.True(swept.GetProperty("deleted").GetBoolean());
        Assert.Equal("cache deps", Assert.Single(swept.GetProperty("unused").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal((2, 0), (swept.GetProperty("seen").GetInt32(), again.GetProperty("unused").GetArrayLength()));
        Assert.Equal(1, again.GetProperty("seen").GetInt32());
    }

    [Fact]
    public async Task Sweep_WrongSettings_NamesThem()
    {
        var run = await CliRun.RunAsync(["sweep"], new Dictionary<string, string?>(scene.Settings()) { ["Odagrun:Caches:KeepDays"] = "0" });

        Assert.Equal(78, run.Code);
        Assert.Contains("Odagrun:Caches:KeepDays", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_RegistryAway_SaysSo()
    {
        var run = await CliRun.RunAsync(["sweep"], new Dictionary<string, string?>(
            scene.Settings())
        { ["Odagrun:Registry:Host"] = $"127.0.0.1:{FreePort.Next()}", ["Odagrun:Runc:Directory"] = "/nowhere" });

        Assert.Equal(69, run.Code);
        Assert.Contains("the registry could not be swept", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(DoctorScene.Token, run.All, StringComparison.Ordinal);
    }

    private Dictionary<string, string?> Settings(string repository) =>
        new(scene.Settings()) { ["Odagrun:Registry:Repository"] = repository, ["Odagrun:Runc:Directory"] = "/nowhere" };

    private static JsonElement Json(CliRun run)
    {
        Assert.True(run.Code == 0, run.All);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private async Task StoreAsync(string repository, string tag, string created)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{scene.Settings()["Odagrun:Registry:Host"]}") };
        var config = await PushAsync(http, repository, "{}");
        var layer = await PushAsync(http, repository, created[..7]);
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config with { MediaType = MediaTypes.OciConfig },
            Layers = [layer with { MediaType = MediaTypes.OciLayerZstd }],
            Annotations = new Dictionary<string, string>
            {
                [StoredAnnotations.Content] = "{}",
                [StoredAnnotations.Name] = "cache deps",
                [StoredAnnotations.Created] = created,
            },
        };
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest));
        content.Headers.ContentType = new(MediaTypes.OciManifest);
        using var put = await http.PutAsync(
            new Uri($"/v2/{repository}/cache/manifests/{tag}", UriKind.Relative), content, TestContext.Current.CancellationToken);
        put.EnsureSuccessStatusCode();
    }

    private static async Task<Descriptor> PushAsync(HttpClient http, string repository, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        var digest = Oci.References.Digest.Of(bytes);
        using var begun = await http.PostAsync(
            new Uri($"/v2/{repository}/cache/blobs/uploads/", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var place = begun.Headers.Location!.ToString();
        using var content = new ByteArrayContent(bytes);
        using var put = await http.PutAsync(new Uri($"{place}{(place.Contains('?', StringComparison.Ordinal) ? "&" : "?")}digest={digest}"),
            content, TestContext.Current.CancellationToken);
        put.EnsureSuccessStatusCode();
        return new Descriptor { MediaType = "", Digest = digest, Size = bytes.Length };
    }
}
