using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>Puts images of small layers into a registry.</summary>
internal static class TestImage
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A layer with one file, in memory.</summary>
    public static async Task<(byte[] Content, WrittenLayer Layer)> LayerAsync(string name, string content)
    {
        var writer = new LayerWriter();
        writer.AddFile(name, Encoding.UTF8.GetBytes(content), UnixFileMode.UserRead);
        using var stored = new MemoryStream();
        var layer = await writer.WriteAsync(stored, Cancel);
        return (stored.ToArray(), layer);
    }

    public static async Task<ComposeLayer> ComposeLayerAsync(string name, string content, string? from = null)
    {
        var (bytes, layer) = await LayerAsync(name, content);
        return new ComposeLayer(
            layer.Descriptor, layer.DiffId, from, from is null ? _ => Task.FromResult<Stream>(new MemoryStream(bytes)) : null);
    }

    /// <summary>An image of the given layers' texts; gives its manifest's digest.</summary>
    public static async Task<Digest> PushAsync(
        IRegistryClient registry, ImageReference image, string[] layers, RegistryCredentials? credentials = null, bool docker = false,
        Action<JsonObject>? edit = null)
    {
        credentials ??= RegistryCredentials.Anonymous;
        var descriptors = new List<Descriptor>();
        var config = JsonNode.Parse("""
            {"created":"2020-02-02T02:02:02Z","architecture":"amd64","os":"linux","x-unknown":{"kept":[1,2.50]},
             "config":{"Env":["PATH=/bin","LANG=C"],"Entrypoint":["/bin/base"],"Cmd":["serve"],"User":"app","WorkingDir":"/srv","ExposedPorts":{"80/tcp":{}},"Shell":["/bin/ash"]},
             "rootfs":{"type":"layers","diff_ids":[]},"history":[]}
            """)!.AsObject();
        foreach (var text in layers)
        {
            var (content, layer) = await LayerAsync(text, text);
            var descriptor = layer.Descriptor with { MediaType = docker ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip };
            await registry.PushBlobAsync(image, descriptor, _ => Task.FromResult<Stream>(new MemoryStream(content)), credentials, Cancel);
            descriptors.Add(descriptor);
            config["rootfs"]!["diff_ids"]!.AsArray().Add((JsonNode)layer.DiffId.ToString());
            config["history"]!.AsArray().Add((JsonNode)new JsonObject { ["created_by"] = text });
        }

        edit?.Invoke(config);
        var blob = await registry.PutBlobAsync(
            image, docker ? MediaTypes.DockerConfig : MediaTypes.OciConfig, Encoding.UTF8.GetBytes(config.ToJsonString()), credentials,
            Cancel);
        var manifest = new ImageManifest
        {
            MediaType = docker ? MediaTypes.DockerManifest : MediaTypes.OciManifest,
            Config = blob,
            Layers = descriptors,
        };
        return await registry.PutManifestAsync(
            image, manifest.MediaType!, JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest), credentials, Cancel);
    }

    /// <summary>The manifest and config that a registry has under a name.</summary>
    public static async Task<(ManifestContent Content, ImageManifest Manifest, JsonObject Config)> ReadAsync(
        IRegistryClient registry, ImageReference image, RegistryCredentials? credentials = null)
    {
        credentials ??= RegistryCredentials.Anonymous;
        var content = await registry.GetManifestAsync(image, credentials, Cancel)
            ?? throw new InvalidOperationException($"{image} is not there");
        var manifest = JsonSerializer.Deserialize(content.Content.Span, OciJson.Default.ImageManifest)!;
        await using var stream = await registry.OpenBlobAsync(image, manifest.Config, credentials, Cancel);
        return (content, manifest, (await JsonNode.ParseAsync(stream, cancellationToken: Cancel))!.AsObject());
    }

    /// <summary>A repository name that no other test has.</summary>
    public static string Repository(string purpose = "t") => $"{purpose}/{Guid.NewGuid():N}";
}
