using System.Text.Json.Nodes;
using Odagrun.Oci.References;
using Odagrun.Stack.Processes;

namespace Odagrun.Functions.Images.Tests;

/// <summary>An image read back from a registry by plain HTTP, apart from our own client.</summary>
internal sealed class PulledImage : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly ImageReference _reference;

    private PulledImage(ImageReference reference) => _reference = reference;

    public JsonNode Manifest { get; private set; } = new JsonObject();

    public JsonNode Config { get; private set; } = new JsonObject();

    public static async Task<PulledImage> PullAsync(ImageReference reference, CancellationToken cancellationToken)
    {
        var image = new PulledImage(reference);
        image.Manifest = await image.ManifestAsync(reference.Tag!, cancellationToken);
        image.Config = await image.JsonAsync(image.Manifest["config"]!["digest"]!.ToString(), cancellationToken);
        return image;
    }

    public IEnumerable<string> Labels => Config["config"]![nameof(Labels)]!.AsObject().Select(label => label.Key);

    /// <summary>What refers to the image, by the fallback tag.</summary>
    public Task<JsonNode> ReferrersAsync(CancellationToken cancellationToken) =>
        ManifestAsync(_reference.Digest!.Value.ToString().Replace(':', '-'), cancellationToken);

    public async Task<JsonNode> ManifestAsync(string identifier, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"http://{_reference.Registry}/v2/{_reference.Repository}/manifests/{identifier}");
        request.Headers.TryAddWithoutValidation(
            "Accept", "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json");
        using var response = await _http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken))!;
    }

    public async Task<JsonNode> JsonAsync(string digest, CancellationToken cancellationToken) =>
        JsonNode.Parse(await _http.GetStringAsync(Blob(digest), cancellationToken))!;

    /// <summary>Unpacks all layers below a directory.</summary>
    public async Task UnpackAsync(string directory, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        foreach (var layer in Manifest["layers"]!.AsArray())
        {
            var archive = directory + ".tar.gz";
            await using (var file = File.Create(archive))
            await using (var stream = await _http.GetStreamAsync(Blob(layer!["digest"]!.ToString()), cancellationToken))
            {
                await stream.CopyToAsync(file, cancellationToken);
            }

            await using var tar = ChildProcess.Start(
                new ProcessSpec("tar", "--extract", "--gzip", "--file", archive, "--directory", directory));
            Assert.True(await tar.WaitAsync(cancellationToken) == 0, tar.Output);
            File.Delete(archive);
        }
    }

    public void Dispose() => _http.Dispose();

    private Uri Blob(string digest) => new($"http://{_reference.Registry}/v2/{_reference.Repository}/blobs/{digest}");
}
