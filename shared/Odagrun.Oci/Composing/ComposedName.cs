using System.Text.Json;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>The tag of a composed image: a hash over everything that goes into it, so that the same parts are found again.</summary>
internal static class ComposedName
{
    // To be raised when the same parts give another image than before.
    private const int Version = 1;

    public static string Of(Digest? image, ComposeRequest request)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", Version);
            writer.WriteString("base", image?.ToString());
            writer.WriteString("platform", request.Platform.ToString());
            writer.WriteStartArray("layers");
            foreach (var layer in request.Layers)
            {
                writer.WriteStringValue($"{layer.Descriptor.MediaType} {layer.Descriptor.Digest} {layer.DiffId}");
            }

            writer.WriteEndArray();
            Write(writer, "entrypoint", request.Config.Entrypoint);
            // Where they are not set, names are as they were before there were these two.
            Write(writer, "user", request.Config.User);
            Write(writer, "workingDir", request.Config.WorkingDir);
            Write(writer, "env", request.Config.Env);
            Write(writer, "labels", request.Config.Labels);
            writer.WriteEndObject();
        }

        return Digest.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)).Hex;
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string>? texts)
    {
        if (texts is not null)
        {
            writer.WriteStartArray(name);
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string>? pairs)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in (pairs ?? new Dictionary<string, string>()).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }
}
