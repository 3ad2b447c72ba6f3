using System.Text.Json.Nodes;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>JSON Merge Patch, RFC 7396: objects are merged, null removes, everything else replaces.</summary>
internal static class JsonMerge
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject change)
        {
            return patch?.DeepClone();
        }

        var result = target is JsonObject original ? original.DeepClone().AsObject() : [];
        foreach (var (name, value) in change)
        {
            if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name], value);
            }
        }

        return result;
    }
}
