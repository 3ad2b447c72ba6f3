using System.Text.Json.Nodes;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>JSON Patch, RFC 6902: operations in order, all or none.</summary>
internal static class JsonPatch
{
    /// <exception cref="FormatException">An operation can't be done.</exception>
    public static JsonNode? Apply(JsonNode? target, JsonNode patch)
    {
        var operations = patch as JsonArray ?? throw new FormatException(
            "a JSON patch is a list of operations such as {\"op\":\"add\",\"path\":\"/hostNetwork\",\"value\":true}");
        var root = target?.DeepClone();
        foreach (var operation in operations)
        {
            root = One(root, operation as JsonObject ?? throw new FormatException("an operation is no object"));
        }

        return root;
    }

    private static JsonNode? One(JsonNode? root, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (Text(operation, "op"))
        {
            case "add":
                return path.Add(root, Value(operation));
            case "remove":
                return path.Remove(root, out _);
            case "replace":
                root = path.Remove(root, out _);
                return path.Add(root, Value(operation));
            case "move":
                var from = Pointer(operation, "from");
                if (path.IsBelow(from))
                {
                    throw new FormatException($"'{from}' can't be moved into itself");
                }

                root = from.Remove(root, out var moved);
                return path.Add(root, moved);
            case "copy":
                return path.Add(root, Pointer(operation, "from").Find(root)?.DeepClone());
            case "test":
                return JsonNode.DeepEquals(path.Find(root), Value(operation))
                    ? root
                    : throw new FormatException($"the test of '{path}' fails: it is {path.Find(root)?.ToJsonString() ?? "null"}");
            case var other:
                throw new FormatException($"'{other}' is no operation; there are add, remove, replace, move, copy and test");
        }
    }

    private static JsonPointer Pointer(JsonObject operation, string name) => JsonPointer.Parse(Text(operation, name));

    private static string Text(JsonObject operation, string name) =>
        operation[name] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new FormatException($"an operation has no text '{name}'");

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value)
            ? value?.DeepClone()
            : throw new FormatException("an operation has no 'value'");
}
