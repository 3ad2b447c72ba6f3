using System.Text.Json.Nodes;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>
/// Kubernetes' strategic merge patch for pod specs: objects are merged, null removes, lists are merged by <see cref="MergeKeys"/> or
/// replaced. Directives: <c>$patch: replace</c> and <c>delete</c>, <c>$retainKeys</c>, <c>$setElementOrder/…</c>.
/// </summary>
internal static class StrategicMerge
{
    private const string Directive = "$patch";
    private const string Retain = "$retainKeys";
    private const string Order = "$setElementOrder/";

    /// <exception cref="FormatException">The patch is not as Kubernetes has it.</exception>
    public static JsonNode? Apply(JsonObject target, JsonNode patch) =>
        Merge(target,
            patch as JsonObject ?? throw new FormatException("a strategic merge patch is an object, such as {\"hostNetwork\":true}"), "");

    private static JsonObject Merge(JsonObject target, JsonObject patch, string path)
    {
        if (Text(patch[Directive]) is { } directive)
        {
            return directive switch
            {
                "replace" => Without(patch),
                "merge" => Merge(target, Without(patch), path),
                // As in Kubernetes an object that is deleted is left empty.
                "delete" => [],
                _ => throw new FormatException(
                    $"'{Directive}: {directive}' at '{path}' is no directive; there are merge, replace and delete"),
            };
        }

        var result = target.DeepClone().AsObject();
        foreach (var (name, value) in patch)
        {
            if (name == Retain)
            {
                var kept = Texts(value, $"{path}/{Retain}");
                foreach (var other in result.Select(field => field.Key).Where(field => !kept.Contains(field)).ToList())
                {
                    result.Remove(other);
                }
            }
            else if (!name.StartsWith('$'))
            {
                Field(result, name, value, patch[Order + name], $"{path}/{name}");
            }
            else if (name.StartsWith(Order, StringComparison.Ordinal))
            {
                Field(
                    result, name[Order.Length..], patch[name[Order.Length..]] ?? new JsonArray(), value, $"{path}/{name[Order.Length..]}");
            }
            else
            {
                throw new FormatException($"'{path}/{name}' is no directive of a pod's patch");
            }
        }

        return result;
    }

    private static void Field(JsonObject result, string name, JsonNode? value, JsonNode? order, string path)
    {
        switch (value)
        {
            case null:
                result.Remove(name);
                break;
            case JsonObject change:
                result[name] = Merge(result[name] as JsonObject ?? [], change, path);
                break;
            case JsonArray changes when MergeKeys.Of(path) is { } key:
                result[name] = MergeList(result[name] as JsonArray ?? [], changes, order as JsonArray, key, path);
                break;
            default:
                result[name] = value.DeepClone();
                break;
        }
    }

    private static JsonArray MergeList(JsonArray target, JsonArray changes, JsonArray? order, string key, string path)
    {
        var entries = changes.Select(
            entry => entry as JsonObject ?? throw new FormatException($"'{path}' has an element that is no object"))
            .ToList();
        if (entries.Exists(entry => Text(entry[Directive]) == "replace"))
        {
            return new JsonArray([.. entries.Where(entry => entry[Directive] is null).Select(entry => entry.DeepClone())]);
        }

        var merged = target.Select(entry => entry!.DeepClone().AsObject()).ToList();
        foreach (var entry in entries)
        {
            MergeElement(merged, entry, key, path);
        }

        var wanted = (order ?? changes).Select(entry => Id(entry is JsonObject named ? named[key] : entry)).ToList();
        var live = target.Select(entry => Id(entry![key])).ToList();
        return new JsonArray([.. Arrange(merged, entry => Id(entry[key]), wanted, live)]);
    }

    private static void MergeElement(List<JsonObject> merged, JsonObject entry, string key, string path)
    {
        var id = Id(entry[key] ?? throw new FormatException($"an element of '{path}' has no '{key}', by which they are told apart"));
        var at = merged.FindIndex(candidate => Id(candidate[key]) == id);
        switch (Text(entry[Directive]))
        {
            case "delete":
                merged.RemoveAll(candidate => Id(candidate[key]) == id);
                break;
            case { } other:
                throw new FormatException(
                    $"'{Directive}: {other}' in an element of '{path}' is no directive; there are replace and delete");
            case null when at < 0:
                merged.Add(Merge([], entry, $"{path}/*"));
                break;
            default:
                merged[at] = Merge(merged[at], entry, $"{path}/*");
                break;
        }
    }

    // Kubernetes' order: what the patch names in its order; what only the pod has goes before the first that came after it in the pod.
    private static List<JsonObject> Arrange(List<JsonObject> merged, Func<JsonObject, string?> id, List<string?> wanted, List<string?> live)
    {
        var arranged = merged.Where(entry => wanted.Contains(id(entry))).OrderBy(entry => wanted.IndexOf(id(entry))).ToList();
        var from = 0;
        foreach (var entry in merged.Where(entry => !wanted.Contains(id(entry))))
        {
            var place = arranged.FindIndex(from, other => live.IndexOf(id(other)) > live.IndexOf(id(entry)));
            from = place < 0 ? arranged.Count : place;
            arranged.Insert(from++, entry);
        }

        return arranged;
    }

    private static string? Id(JsonNode? key) => key?.ToJsonString();

    private static JsonObject Without(JsonObject patch)
    {
        var plain = patch.DeepClone().AsObject();
        plain.Remove(Directive);
        return plain;
    }

    private static List<string> Texts(JsonNode? node, string path) =>
        node is JsonArray list ? [.. list.Select(entry => Text(entry)
            ?? throw new FormatException($"'{path}' holds something else than names"))] : throw new FormatException($"'{path}' is no list");

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
