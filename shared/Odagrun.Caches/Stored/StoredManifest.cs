using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Caches.Stored;

/// <summary>
/// The manifest of something stored: an ordinary image manifest, so that every registry takes it. What a job may trust of it is sealed
/// with a key of the tag that only the functions and the first process of a job's pod have: whoever else can write to the registry can
/// neither forge nor exchange a layer.
/// </summary>
public static class StoredManifest
{
    /// <summary>The config: an image's, as registries look into it.</summary>
    public static byte[] Config(IEnumerable<Digest> diffIds)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("architecture", "amd64");
            writer.WriteString("os", "linux");
            writer.WriteStartObject("config");
            writer.WriteEndObject();
            writer.WriteStartObject("rootfs");
            writer.WriteString("type", "layers");
            writer.WriteStartArray("diff_ids");
            foreach (var diffId in diffIds)
            {
                writer.WriteStringValue(diffId.ToString());
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>The manifest's bytes.</summary>
    /// <param name="tag">The tag it is for.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="names">Annotations for people.</param>
    /// <param name="content">What it says of itself.</param>
    /// <param name="config">The pushed <see cref="Config"/>.</param>
    /// <param name="layers">Its layers, the lowest first.</param>
    /// <param name="environment">Values of variables, sealed.</param>
    public static byte[] Write(
        string tag,
        JobKey key,
        IReadOnlyDictionary<string, string> names,
        CacheContent content,
        Descriptor config,
        IReadOnlyList<StoredLayer> layers,
        IReadOnlyDictionary<string, string>? environment)
    {
        var said = JsonSerializer.Serialize(content, StoredJson.Default.CacheContent);
        var descriptors = layers.Select(layer => layer.Descriptor with { Annotations = DiffId(layer.DiffId) }).ToList();
        var seal = new StoredSeal { Digest = DigestOf(said, descriptors).ToString(), Environment = environment };
        var manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = config,
            Layers = descriptors,
            Annotations = new SortedDictionary<string, string>(names.ToDictionary(), StringComparer.Ordinal)
            {
                [StoredAnnotations.Content] = said,
                [StoredAnnotations.Seal] = Convert.ToBase64String(
                    PayloadSeal.Seal(JsonSerializer.SerializeToUtf8Bytes(seal, StoredJson.Default.StoredSeal), key, tag)),
                [StoredAnnotations.Created] = content.Created.ToUniversalTime().ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(manifest, OciJson.Default.ImageManifest);
    }

    /// <summary>Reads and checks what stands under a tag.</summary>
    /// <exception cref="StoredRefusedException">It is not to be used; the message says why.</exception>
    public static StoredCache Read(ManifestContent stored, string tag, JobKey key)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(stored.Content.Span, OciJson.Default.ImageManifest)
                ?? throw new StoredRefusedException("its manifest is null");
            if (manifest.Annotations is not { } annotations
                || !annotations.TryGetValue(StoredAnnotations.Content, out var said)
                || !annotations.TryGetValue(StoredAnnotations.Seal, out var sealedText))
            {
                throw new StoredRefusedException("its manifest lacks the annotations of a cache, so something else has written it");
            }

            var content = JsonSerializer.Deserialize(said, StoredJson.Default.CacheContent);
            if (content is not { Version: >= CacheContent.OldestVersion and <= CacheContent.CurrentVersion })
            {
                throw new StoredRefusedException(
                    $"it has the form {content?.Version ?? 0} of another version of Odagrun; this one reads {CacheContent.OldestVersion} to {CacheContent.CurrentVersion}");
            }

            var seal = JsonSerializer.Deserialize(
                PayloadSeal.Open(Convert.FromBase64String(sealedText), key, tag), StoredJson.Default.StoredSeal);
            if (seal?.Digest != DigestOf(said, manifest.Layers).ToString())
            {
                throw new StoredRefusedException("its manifest was changed after it was sealed");
            }

            return new StoredCache(stored.Digest, content, [.. manifest.Layers.Select(Layer)], seal.Environment);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or InvalidDataException)
        {
            throw new StoredRefusedException(
                "its seal is not of this installation's key: it was changed, or written under another runner's token", e);
        }
        catch (JsonException e)
        {
            throw new StoredRefusedException($"its manifest can't be read: {e.Message}", e);
        }
    }

    private const string DiffIdKey = "com.odagrun.layer.diff-id";

    private static SortedDictionary<string, string> DiffId(Digest diffId) => new() { [DiffIdKey] = diffId.ToString() };

    private static StoredLayer Layer(Descriptor layer) =>
        new(layer with { Annotations = null }, Digest.Parse(layer.Annotations?.GetValueOrDefault(DiffIdKey) ?? ""));

    private static Digest DigestOf(string content, IEnumerable<Descriptor> layers)
    {
        var text = new StringBuilder(content);
        foreach (var layer in layers)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"\n{layer.MediaType} {layer.Digest} {layer.Size} {layer.Annotations?.GetValueOrDefault(DiffIdKey)}");
        }

        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
