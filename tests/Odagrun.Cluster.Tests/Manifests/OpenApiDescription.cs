using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Manifests;

/// <summary>
/// The API's types as the server describes them (OpenAPI v2), and of newer servers what newer-fields.json adds, written after their
/// reference. The server itself drops fields that it does not know without a word; this does not.
/// </summary>
internal sealed class OpenApiDescription(JsonObject definitions)
{
    private const string Reference = "#/definitions/";

    public static async Task<OpenApiDescription> ReadAsync(Kubectl kubectl, bool withNewerFields, CancellationToken cancellationToken)
    {
        var definitions =
            JsonNode.Parse(await kubectl.RunAsync(["get", "--raw", "/openapi/v2"], cancellationToken))!["definitions"]!.AsObject();
        if (withNewerFields)
        {
            var path = Path.Combine(AppContext.BaseDirectory, "Manifests", "newer-fields.json");
            foreach (var (name, added) in JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken))!.AsObject())
            {
                Add(definitions, name, added!.AsObject());
            }
        }

        return new OpenApiDescription(definitions);
    }

    /// <summary>Everything in an object that its type does not have, has otherwise, or lacks.</summary>
    public IReadOnlyList<string> Problems(JsonNode node, string type)
    {
        var problems = new List<string>();
        Check(node, definitions[type]!.AsObject(), "", problems);
        return problems;
    }

    private static void Add(JsonObject definitions, string name, JsonObject added)
    {
        if (definitions[name] is not JsonObject known)
        {
            definitions[name] = added.DeepClone();
            return;
        }

        foreach (var (field, schema) in added["properties"]!.AsObject())
        {
            known["properties"]![field] = schema!.DeepClone();
        }
    }

    private void Check(JsonNode? node, JsonObject schema, string path, List<string> problems)
    {
        while (schema["$ref"] is { } reference)
        {
            schema = definitions[reference.GetValue<string>()[Reference.Length..]]!.AsObject();
        }

        var type = (string?)schema["type"] ?? "object";
        if (!IsOf(node, type, schema))
        {
            problems.Add($"{path} is {node?.ToJsonString() ?? "null"}, and must be of type {type}");
            return;
        }

        if (schema["enum"] is JsonArray allowed && !allowed.Any(value => JsonNode.DeepEquals(value, node)))
        {
            problems.Add($"{path} is {node!.ToJsonString()}, which is none of {allowed.ToJsonString()}");
        }

        switch (node)
        {
            case JsonArray items:
                foreach (var (index, item) in items.Index())
                {
                    Check(item, schema["items"]!.AsObject(), $"{path}/{index}", problems);
                }

                break;
            case JsonObject fields:
                CheckFields(fields, schema, path, problems);
                break;
        }
    }

    private void CheckFields(JsonObject fields, JsonObject schema, string path, List<string> problems)
    {
        problems.AddRange((schema["required"] as JsonArray ?? []).Select(name => (string)name!).Where(name => !fields.ContainsKey(name))
            .Select(name => $"{path} lacks {name}"));
        foreach (var (name, value) in fields)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject field)
            {
                Check(value, field, $"{path}/{name}", problems);
            }
            else
            {
                problems.Add($"{path} has no field {name}");
            }
        }
    }

    private static bool IsOf(JsonNode? node, string type, JsonObject schema) => (type, node?.GetValueKind()) switch
    {
        ("string", JsonValueKind.String) or ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array)
            or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => node!.AsValue().TryGetValue<long>(out _),
        ("string", JsonValueKind.Number) => (string?)schema["format"] == "int-or-string",
        _ => false,
    };
}
