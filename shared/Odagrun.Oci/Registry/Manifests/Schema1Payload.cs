using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace Odagrun.Oci.Registry.Manifests;

/// <summary>
/// The bytes of a signed schema 1 manifest that its digest is made of: the signature's protected header says how many bytes
/// of the document come first and what stands at their end (Docker image manifest v2, schema 1, "Signed Manifests").
/// </summary>
internal static class Schema1Payload
{
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (!document.RootElement.TryGetProperty("signatures", out var signatures) || signatures.GetArrayLength() == 0)
            {
                return content;
            }

            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(signatures[0].GetProperty("protected").GetString()));
            var length = header.RootElement.GetProperty("formatLength").GetInt32();
            var tail = Base64Url.DecodeFromChars(header.RootElement.GetProperty("formatTail").GetString());
            return (byte[])[.. content.Span[..length], .. tail];
        }
        catch (Exception e)
            when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new RegistryException(
                "the signature of a schema 1 manifest is damaged", HttpStatusCode.BadGateway, "MANIFEST_INVALID", e);
        }
    }
}
