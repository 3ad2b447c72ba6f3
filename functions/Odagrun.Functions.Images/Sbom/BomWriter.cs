using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Images.Sbom;

/// <summary>Writes CycloneDX 1.6, the same bytes for the same components: sorted, without a random serial number.</summary>
internal static class BomWriter
{
    public const string MediaType = "application/vnd.cyclonedx+json";

    private static readonly JsonWriterOptions Writing = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(string image, Digest digest, ImagesOptions options, IReadOnlyList<BomComponent> components)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Writing))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", "CycloneDX");
            json.WriteString("specVersion", "1.6");
            json.WriteNumber("version", 1);
            json.WriteStartObject("metadata");
            json.WriteString("timestamp", options.Created.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteStartObject("component");
            json.WriteString("type", "container");
            json.WriteString("bom-ref", digest.ToString());
            json.WriteString("name", image[(image.LastIndexOf('/') + 1)..]);
            json.WriteString("version", digest.ToString());
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartArray("components");
            foreach (var component in components.DistinctBy(one => one.Purl).OrderBy(one => one.Purl, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("type", component.Type);
                json.WriteString("bom-ref", component.Purl);
                json.WriteString("name", component.Name);
                json.WriteString("version", component.Version);
                json.WriteString("purl", component.Purl);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
