using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Odagrun.Stack.Images;

/// <summary>
/// Puts images into a registry with the distribution API's plainest calls: POST, PUT blob, PUT manifest; <paramref name="login"/> is
/// <c>user:password</c> where it wants one.
/// </summary>
public sealed class PlainImagePusher(string registry, string? login = null) : IDisposable
{
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly HttpClient _http = new()
    {
        BaseAddress = new Uri($"http://{registry}/"),
        Timeout = TimeSpan.FromMinutes(10),
        DefaultRequestHeaders =
        {
            Authorization = login is null
                ? null
                : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(login))),
        },
    };

    /// <summary>Pushes and gives the manifest's digest.</summary>
    public async Task<string> PushAsync(PlainImage image, CancellationToken cancellationToken)
    {
        var layers = new JsonArray();
        var diffIds = new JsonArray();
        if (image.LayerPath is { } path)
        {
            await using var layer = File.OpenRead(path);
            var digest = await DigestAsync(layer, cancellationToken);
            layers.Add(Describe("application/vnd.oci.image.layer.v1.tar+gzip", digest, layer.Length));
            diffIds.Add(await DiffIdAsync(path, cancellationToken));
            layer.Position = 0;
            await PutBlobAsync(image.Repository, digest, layer, cancellationToken);
        }

        var config = System.Text.Encoding.UTF8.GetBytes(Config(image, diffIds).ToJsonString());
        var configDigest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(config));
        using var configStream = new MemoryStream(config);
        await PutBlobAsync(image.Repository, configDigest, configStream, cancellationToken);

        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = ManifestType,
            ["config"] = Describe("application/vnd.oci.image.config.v1+json", configDigest, config.Length),
            ["layers"] = layers,
        };
        return await PutManifestAsync(image, manifest.ToJsonString(), cancellationToken);
    }

    /// <summary>Digest of a layer's file, and of the tar in it.</summary>
    public static async Task<(string Digest, string DiffId)> DescribeAsync(string layer, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(layer);
        return (await DigestAsync(file, cancellationToken), await DiffIdAsync(layer, cancellationToken));
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static JsonObject Config(PlainImage image, JsonArray diffIds) => new()
    {
        ["architecture"] = image.Architecture,
        ["os"] = "linux",
        ["created"] = "2000-01-01T00:00:00Z",
        ["config"] = new JsonObject
        {
            ["Env"] = new JsonArray([.. image.Env.Select(value => JsonValue.Create(value))]),
            ["Entrypoint"] = new JsonArray([.. image.Entrypoint.Select(value => JsonValue.Create(value))]),
            ["Cmd"] = new JsonArray([.. image.Cmd.Select(value => JsonValue.Create(value))]),
            ["User"] = image.User,
        },
        ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = diffIds },
    };

    private static JsonObject Describe(string mediaType, string digest, long size) =>
        new() { ["mediaType"] = mediaType, ["digest"] = digest, ["size"] = size };

    private static async Task<string> DigestAsync(Stream content, CancellationToken cancellationToken) =>
        "sha256:" + Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

    private static async Task<string> DiffIdAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        await using var tar = new GZipStream(file, CompressionMode.Decompress);
        return await DigestAsync(tar, cancellationToken);
    }

    private async Task PutBlobAsync(string repository, string digest, Stream content, CancellationToken cancellationToken)
    {
        using var start = await _http.PostAsync(new Uri($"v2/{repository}/blobs/uploads/", UriKind.Relative), null, cancellationToken);
        start.EnsureSuccessStatusCode();
        var location = new Uri(_http.BaseAddress!, start.Headers.Location!);
        var target = new Uri(location + (location.Query.Length > 0 ? "&" : "?") + "digest=" + digest);
        using var body = new StreamContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var put = await _http.PutAsync(target, body, cancellationToken);
        put.EnsureSuccessStatusCode();
    }

    private async Task<string> PutManifestAsync(PlainImage image, string manifest, CancellationToken cancellationToken)
    {
        using var body = new StringContent(manifest);
        body.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using var put = await _http.PutAsync(
            new Uri($"v2/{image.Repository}/manifests/{image.Tag}", UriKind.Relative), body, cancellationToken);
        put.EnsureSuccessStatusCode();
        return put.Headers.GetValues("Docker-Content-Digest").Single();
    }
}
