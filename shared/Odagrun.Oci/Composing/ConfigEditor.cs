using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Composing;

/// <summary>
/// Changes an image's config as JSON, so that what we do not know of it stays. Nothing of the present moment gets in: the same
/// parts give the same bytes.
/// </summary>
internal static class ConfigEditor
{
    private const string LongAgo = "1970-01-01T00:00:00Z";

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The config of an image without layers.</summary>
    public static ReadOnlyMemory<byte> Scratch(Platform platform)
    {
        var config = new JsonObject { ["created"] = LongAgo, ["architecture"] = platform.Architecture, ["os"] = platform.Os };
        if (platform.Variant is { } variant)
        {
            config["variant"] = variant;
        }

        config["config"] = new JsonObject();
        config["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray() };
        return Write(config);
    }

    public static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> original, IReadOnlyList<ComposeLayer> layers, ComposeConfig change)
    {
        var config = JsonNode.Parse(original.Span)!.AsObject();
        var created = config["created"]?.GetValue<string>() ?? LongAgo;
        config["created"] = created;
        AddHistory(config, layers, created);
        var diffIds = config["rootfs"]!["diff_ids"]!.AsArray();
        foreach (var layer in layers)
        {
            diffIds.Add((JsonNode)layer.DiffId.ToString());
        }

        if (config["config"] is not JsonObject container)
        {
            config["config"] = container = [];
        }

        if (change.Entrypoint is { } entrypoint)
        {
            container["Entrypoint"] = Texts(entrypoint);
            container.Remove("Cmd");
        }

        Set(container, "User", change.User);
        Set(container, "WorkingDir", change.WorkingDir);
        AddEnv(container, change.Env);
        AddLabels(container, change.Labels);
        return Write(config);
    }

    private static void Set(JsonObject container, string name, string? value)
    {
        if (value is not null)
        {
            container[name] = value;
        }
    }

    // A history that does not tell of each layer is worse than none: tools that convert images take it at its word.
    private static void AddHistory(JsonObject config, IReadOnlyList<ComposeLayer> layers, string created)
    {
        var known = config["rootfs"]!["diff_ids"]!.AsArray().Count;
        var history = config["history"] as JsonArray;
        var told = history?.Count(entry => entry is JsonObject step && step["empty_layer"]?.GetValueKind() != JsonValueKind.True) ?? 0;
        if (told != known)
        {
            return;
        }

        if (history is null)
        {
            config["history"] = history = [];
        }

        foreach (var layer in layers)
        {
            history.Add((JsonNode)new JsonObject { ["created"] = created, ["created_by"] = $"odagrun: layer {layer.Descriptor.Digest}" });
        }

        history.Add((JsonNode)new JsonObject { ["created"] = created, ["created_by"] = "odagrun: config", ["empty_layer"] = true });
    }

    private static void AddEnv(JsonObject container, IReadOnlyDictionary<string, string>? added)
    {
        if (added is null || added.Count == 0)
        {
            return;
        }

        var env = (container["Env"] as JsonArray)?.Select(entry => entry!.GetValue<string>()) ?? [];
        var kept = env.Where(entry => !added.ContainsKey(entry.Split('=', 2)[0]));
        container["Env"] = Texts(
            [.. kept, .. added.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")]);
    }

    private static void AddLabels(JsonObject container, IReadOnlyDictionary<string, string>? added)
    {
        if (added is null || added.Count == 0)
        {
            return;
        }

        if (container["Labels"] is not JsonObject labels)
        {
            container["Labels"] = labels = [];
        }

        foreach (var (name, value) in added.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            labels[name] = value;
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static ReadOnlyMemory<byte> Write(JsonObject config)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            config.WriteTo(writer);
        }

        return bytes.ToArray();
    }
}
