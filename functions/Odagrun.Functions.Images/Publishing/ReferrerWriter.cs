using System.Text.Json.Nodes;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Images.Publishing;

/// <summary>
/// Attaches a document to an image: a manifest with <c>subject</c> and <c>artifactType</c> (image-spec 1.1). Registries without the
/// referrers API find it by the fallback tag (distribution-spec, "Referrers Tag Schema"), which is kept everywhere.
/// </summary>
internal sealed class ReferrerWriter(IRegistryClient registry, RegistryCredentials credentials)
{
    private const string EmptyType = "application/vnd.oci.empty.v1+json";

    private static readonly byte[] Empty = "{}"u8.ToArray();

    /// <summary>The digest of the manifest that was attached.</summary>
    public async Task<Digest> AttachAsync(
        ImageReference image, Descriptor subject, string type, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        var config = await registry.PutBlobAsync(image, EmptyType, Empty, credentials, cancellationToken);
        var layer = await registry.PutBlobAsync(image, type, document, credentials, cancellationToken);
        var manifest = Bytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = MediaTypes.OciManifest,
            ["artifactType"] = type,
            ["config"] = Json(config),
            ["layers"] = new JsonArray(Json(layer)),
            ["subject"] = Json(subject),
        });
        var digest = Digest.Of(manifest);
        await registry.PutManifestAsync(image.WithDigest(digest), MediaTypes.OciManifest, manifest, credentials, cancellationToken);
        await NoteAsync(
            image.WithTag($"{subject.Digest.ToString().Replace(':', '-')}"), Entry(digest, manifest.Length, type), cancellationToken);
        return digest;
    }

    // Others may have attached things of their own: theirs stay, an older one of ours goes.
    private async Task NoteAsync(ImageReference tag, JsonObject entry, CancellationToken cancellationToken)
    {
        var index = await registry.GetManifestAsync(tag, credentials, cancellationToken) is { MediaType: MediaTypes.OciIndex } found
            ? JsonNode.Parse(found.Content.Span)!.AsObject()
            : new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = MediaTypes.OciIndex, ["manifests"] = new JsonArray() };
        var others = index["manifests"]!.AsArray()
            .Where(one => one!["artifactType"]?.ToString() != entry["artifactType"]!.ToString())
            .Select(one => one!.DeepClone());
        index["manifests"] = new JsonArray([.. others, entry]);
        await registry.PutManifestAsync(tag, MediaTypes.OciIndex, Bytes(index), credentials, cancellationToken);
    }

    private static JsonObject Entry(Digest digest, int size, string type) => new()
    {
        ["mediaType"] = MediaTypes.OciManifest,
        ["digest"] = digest.ToString(),
        ["size"] = size,
        ["artifactType"] = type,
    };

    private static JsonObject Json(Descriptor blob) =>
        new() { ["mediaType"] = blob.MediaType, ["digest"] = blob.Digest.ToString(), ["size"] = blob.Size };

    private static byte[] Bytes(JsonObject json) => System.Text.Encoding.UTF8.GetBytes(json.ToJsonString());
}
