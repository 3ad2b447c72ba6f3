using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odagrun.Oci.Building;

/// <summary>Lays a config that someone wrote over a base image's (image-spec, config.md).</summary>
internal static class ConfigOverlay
{
    private static readonly Dictionary<string, JsonValueKind> Fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["User"] = JsonValueKind.String,
        ["WorkingDir"] = JsonValueKind.String,
        ["StopSignal"] = JsonValueKind.String,
        ["Cmd"] = JsonValueKind.Array,
        ["Entrypoint"] = JsonValueKind.Array,
        ["Env"] = JsonValueKind.Array,
        ["Shell"] = JsonValueKind.Array,
        ["OnBuild"] = JsonValueKind.Array,
        ["ExposedPorts"] = JsonValueKind.Object,
        ["Volumes"] = JsonValueKind.Object,
        ["Labels"] = JsonValueKind.Object,
        ["Healthcheck"] = JsonValueKind.Object,
    };

    /// <summary>The base's config with the changes, as JSON.</summary>
    /// <exception cref="ImageConfigException">The written one has a field of a wrong type, or one that is not known.</exception>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> original, ReadOnlyMemory<byte>? written, string created)
    {
        var config = JsonNode.Parse(original.Span)!.AsObject();
        config["created"] = created;
        if (config["config"] is not JsonObject container)
        {
            config["config"] = container = [];
        }

        if (written is { } text)
        {
            Lay(Read(text), container);
        }

        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            config.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static JsonObject Read(ReadOnlyMemory<byte> text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text.Span,
                documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException e)
        {
            throw new ImageConfigException($"the image config is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}", e);
        }

        // A whole image config is taken too: what is in its 'config' counts.
        var given = node as JsonObject
            ?? throw new ImageConfigException("the image config is no JSON object; write {\"Cmd\": [...], \"Env\": [...]}");
        return given["config"] as JsonObject ?? given;
    }

    private static void Lay(JsonObject given, JsonObject container)
    {
        foreach (var (name, value) in given)
        {
            var field = Fields.Keys.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new ImageConfigException(
                    $"the image config has a field '{name}', which is not known; known are {string.Join(", ", Fields.Keys)}");
            Check(field, value);
            container[field] = field switch
            {
                "Env" => Env(container["Env"] as JsonArray, value!.AsArray()),
                "Labels" or "ExposedPorts" or "Volumes" => Merge(container[field] as JsonObject, value!.AsObject()),
                _ => value!.DeepClone(),
            };
        }

        // As everywhere: arguments that were meant for another program go with it.
        if (given.Any(field => field.Key.Equals("Entrypoint", StringComparison.OrdinalIgnoreCase))
            && !given.Any(field => field.Key.Equals("Cmd", StringComparison.OrdinalIgnoreCase)))
        {
            container.Remove("Cmd");
        }
    }

    private static void Check(string field, JsonNode? value)
    {
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        if (kind != Fields[field])
        {
            throw new ImageConfigException($"the image config's '{field}' is {Describe(kind)}; it must be {Describe(Fields[field])}");
        }

        var texts = kind == JsonValueKind.Array
            ? value!.AsArray().AsEnumerable()
            : field == "Labels" ? value!.AsObject().Select(label => label.Value) : [];
        if (texts.FirstOrDefault(text => text?.GetValueKind() != JsonValueKind.String) is var wrong
            && texts.Any(text => text?.GetValueKind() != JsonValueKind.String))
        {
            throw new ImageConfigException($"the image config's '{field}' holds {wrong?.ToJsonString() ?? "null"}; it may hold texts only");
        }

        if (field == "Env" && texts.FirstOrDefault(text => !text!.GetValue<string>().Contains('=', StringComparison.Ordinal)) is { } flaw)
        {
            throw new ImageConfigException($"the image config's 'Env' holds {flaw.ToJsonString()}; write NAME=value");
        }
    }

    private static JsonArray Env(JsonArray? before, JsonArray given)
    {
        var names = given.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var kept = before?.Where(entry => !names.Contains(NameOf(entry))) ?? [];
        return [.. kept.Concat(given).Select(entry => entry!.DeepClone())];
    }

    private static string NameOf(JsonNode? entry) => entry!.GetValue<string>().Split('=', 2)[0];

    private static JsonObject Merge(JsonObject? before, JsonObject given)
    {
        var merged = (JsonObject)(before?.DeepClone() ?? new JsonObject());
        foreach (var (name, value) in given)
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Array => "a list of texts",
        JsonValueKind.Object => "an object",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
