using System.Net;
using System.Text.Json;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Manifests;

/// <summary>How manifests are asked for, and what is checked on those that come.</summary>
internal static class ManifestRequests
{
    // distribution-spec: clients may expect at least 4 MiB to be taken; more than 8 is no manifest.
    private const int MaxBytes = 8 << 20;

    private static readonly string[] Accepted =
    [
        MediaTypes.OciManifest, MediaTypes.OciIndex, MediaTypes.DockerManifest, MediaTypes.DockerManifestList,
        MediaTypes.DockerManifestV1Signed, MediaTypes.DockerManifestV1,
    ];

    public static HttpRequestMessage Read(RegistryHttp http, HttpMethod method)
    {
        var request = http.Request(method, $"manifests/{http.Image.Identifier}", RegistryHttp.Pull);
        request.Headers.TryAddWithoutValidation("Accept", string.Join(", ", Accepted));
        return request;
    }

    /// <summary>The descriptor out of a HEAD's answer; null where the registry sends no digest.</summary>
    public static Descriptor? Describe(ImageReference image, HttpResponseMessage response) =>
        (RegistryHttp.ContentDigest(response) ?? image.Digest) is { } digest
            ? new Descriptor
            {
                MediaType = response.Content.Headers.ContentType?.MediaType ?? MediaTypes.OciManifest,
                Digest = digest,
                Size = response.Content.Headers.ContentLength ?? 0,
            }
            : null;

    public static async Task<ManifestContent> ReadAsync(
        ImageReference image, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = await BoundedBody.ReadAsync(response, MaxBytes, cancellationToken).ConfigureAwait(false);
        var mediaType = MediaType(image, content, response.Content.Headers.ContentType?.MediaType);

        // A signed schema 1 manifest is named by the digest of what was signed, without the signatures.
        var signed = MediaTypes.IsSchema1(mediaType) ? Schema1Payload.Of(content) : content;
        var actual = Digest.Of(signed.Span);
        var expected = image.Digest ?? RegistryHttp.ContentDigest(response) ?? actual;
        return actual == expected
            ? new ManifestContent(mediaType, actual, content)
            : throw new RegistryException(
                $"GET manifest of {image}: its digest is {actual}, not {expected}", HttpStatusCode.BadGateway, "DIGEST");
    }

    // The document's own word counts before the header, which proxies and plain file servers get wrong.
    private static string MediaType(ImageReference image, ReadOnlyMemory<byte> content, string? header)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object)
            {
                return root.TryGetProperty("mediaType", out var own) && own.ValueKind == JsonValueKind.String ? own.GetString()!
                    : root.TryGetProperty("schemaVersion", out var version) && version.ValueKind == JsonValueKind.Number
                        && version.GetInt32() == 1
                        ? (root.TryGetProperty("signatures", out _) ? MediaTypes.DockerManifestV1Signed : MediaTypes.DockerManifestV1)
                    : Accepted.Contains(header) ? header!
                    : root.TryGetProperty("manifests", out _) ? MediaTypes.OciIndex
                    : MediaTypes.OciManifest;
            }
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw new RegistryException(
                $"GET manifest of {image}: what came ({header}) is not JSON", HttpStatusCode.BadGateway, "MANIFEST_INVALID", e);
        }

        throw new RegistryException(
            $"GET manifest of {image}: what came ({header}) is no manifest", HttpStatusCode.BadGateway, "MANIFEST_INVALID");
    }
}
