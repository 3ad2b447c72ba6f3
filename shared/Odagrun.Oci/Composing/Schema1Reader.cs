using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Oci.Blobs;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>
/// Reads a base image of the old schema 1 as one of schema 2. That form tells neither sizes nor uncompressed digests, so each
/// layer is read once; what came out is remembered with the image.
/// </summary>
internal sealed class Schema1Reader(IRegistryClient registry)
{
    private static readonly string[] NotInConfig = ["id", "parent", "parent_id", "layer_id", "throwaway", "Size"];

    public async Task<ResolvedBase> ReadAsync(
        ImageReference image, ManifestContent content, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var manifest = Parse(image, () => JsonSerializer.Deserialize(content.Content.Span, Schema1Json.Default.Schema1Manifest))!;
        if (manifest.Layers.Count == 0 || manifest.Layers.Count != manifest.History.Count)
        {
            throw Damaged(image, $"it has {manifest.Layers.Count} layers and {manifest.History.Count} steps of history");
        }

        var steps = manifest.History.Select(step => Parse(image, () => JsonNode.Parse(step.V1Compatibility)?.AsObject())!).ToList();
        var layers = new List<Descriptor>();
        var diffIds = new JsonArray();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (!IsEmpty(steps[i]))
            {
                var (layer, diffId) = await MeasureAsync(image, manifest.Layers[i].BlobSum, credentials, cancellationToken)
                    .ConfigureAwait(false);
                layers.Add(layer);
                diffIds.Add((JsonNode)diffId.ToString());
            }
        }

        var json = Encoding.UTF8.GetBytes(Config(steps, diffIds).ToJsonString());
        var config = Parse(image, () => JsonSerializer.Deserialize(json, OciJson.Default.ImageConfig))!;
        return new ResolvedBase(image, content, null, layers, json, BaseResolver.Describe(content.Digest, config));
    }

    private static bool IsEmpty(JsonObject step) => step["throwaway"]?.GetValueKind() == JsonValueKind.True;

    // The highest step's configuration is the image's.
    private static JsonObject Config(List<JsonObject> steps, JsonArray diffIds)
    {
        var config = steps[0].DeepClone().AsObject();
        foreach (var name in NotInConfig)
        {
            config.Remove(name);
        }

        config["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = diffIds };
        config["history"] = new JsonArray([.. Enumerable.Reverse(steps).Select(JsonNode (step) =>
        {
            var entry = new JsonObject { ["created"] = step["created"]?.DeepClone() };
            if (IsEmpty(step))
            {
                entry["empty_layer"] = true;
            }

            return entry;
        })]);
        return config;
    }

    private async Task<(Descriptor Layer, Digest DiffId)> MeasureAsync(
        ImageReference image, Digest digest, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var blob = new Descriptor { MediaType = MediaTypes.DockerLayerGzip, Digest = digest, Size = -1 };
        var stream = await registry.OpenBlobAsync(image, blob, credentials, cancellationToken).ConfigureAwait(false);
        var counted = new CountingStream(stream);
        var tar = await LayerCompression.DecompressAsync(counted, cancellationToken).ConfigureAwait(false);
        await using var closing = tar.ConfigureAwait(false);
        try
        {
            var hash = await SHA256.HashDataAsync(tar, cancellationToken).ConfigureAwait(false);
            await counted.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            return (blob with { Size = counted.Count }, Digest.FromHash(hash));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(image, $"its layer {digest} cannot be uncompressed", e);
        }
    }

    private static T Parse<T>(ImageReference image, Func<T> parse)
    {
        try
        {
            return parse() ?? throw Damaged(image, "its schema 1 manifest is empty");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Damaged(image, $"its schema 1 manifest is not as specified: {e.Message}", e);
        }
    }

    private static RegistryException Damaged(ImageReference image, string problem, Exception? inner = null) =>
        new($"image {image} cannot be used: {problem}", HttpStatusCode.UnprocessableEntity, "MANIFEST_INVALID", inner);
}
