using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Stack.Installation;

namespace Odagrun.Keda.Tests.Schemas;

/// <summary>A custom resource's structural schema, held strictly: a field that the API server would drop is a mistake.</summary>
internal sealed class StructuralSchema
{
    private readonly JsonObject _schema;

    private StructuralSchema(JsonObject schema) => _schema = schema;

    /// <summary>By kind, out of tests/keda/crds.</summary>
    public static IReadOnlyDictionary<string, StructuralSchema> All { get; } =
        Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Root, "tests", "keda", "crds"), "*.yaml")
            .SelectMany(file => YamlObjects.Read(File.ReadAllText(file)))
            .ToDictionary(
                crd => crd["spec"]!["names"]!["kind"]!.GetValue<string>(),
                crd => new StructuralSchema((JsonObject)crd["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!));

    public IEnumerable<string> Mistakes(JsonObject item) => Check(_schema, item, "");

    private static IEnumerable<string> Check(JsonObject schema, JsonNode? value, string path)
    {
        if (!HasType(schema["type"]!.GetValue<string>(), value))
        {
            return [$"{path} is {value?.GetValueKind().ToString() ?? "null"}, not {schema["type"]}"];
        }

        return value switch
        {
            JsonObject map => CheckObject(schema, map, path),
            JsonArray list => CheckArray(schema, list, path),
            _ => CheckScalar(schema, value!, path),
        };
    }

    private static IEnumerable<string> CheckObject(JsonObject schema, JsonObject map, string path)
    {
        foreach (var missing in (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())
            .Where(name => !map.ContainsKey(name)))
        {
            yield return $"{path}.{missing} is missing";
        }

        // Object metadata is the API server's own.
        var isOpen = path == ".metadata" || schema["x-kubernetes-preserve-unknown-fields"]?.GetValue<bool>() == true;
        foreach (var (name, child) in map)
        {
            if ((schema["properties"]?[name] ?? schema["additionalProperties"]) is JsonObject known)
            {
                foreach (var mistake in Check(known, child, $"{path}.{name}"))
                {
                    yield return mistake;
                }
            }
            else if (!isOpen)
            {
                yield return $"{path}.{name} is not known";
            }
        }
    }

    private static IEnumerable<string> CheckArray(JsonObject schema, JsonArray list, string path) =>
        list.Count < (schema["minItems"]?.GetValue<long>() ?? 0)
            ? [$"{path} is too short"]
            : list.SelectMany((item, index) => Check((JsonObject)schema["items"]!, item, $"{path}[{index}]"));

    private static IEnumerable<string> CheckScalar(JsonObject schema, JsonNode value, string path)
    {
        if (schema["minimum"]?.GetValue<long>() is { } minimum && value.GetValue<long>() < minimum)
        {
            yield return $"{path} is less than {minimum}";
        }

        if (schema["enum"]?.AsArray() is { } allowed && allowed.All(one => one!.ToString() != value.ToString()))
        {
            yield return $"{path} is '{value}'";
        }
    }

    private static bool HasType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "integer" => value?.GetValueKind() == JsonValueKind.Number,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };
}
