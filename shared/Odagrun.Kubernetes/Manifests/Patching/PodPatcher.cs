using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>
/// Applies <c>Odagrun:Pods:Patch</c> to a pod spec. What the job lives by must come out of it unchanged, and a field that this version
/// does not know is refused rather than lost.
/// </summary>
internal static class PodPatcher
{
    /// <exception cref="ManifestException">The patch can't be applied, or takes away what the job needs.</exception>
    public static V1PodSpec Apply(V1PodSpec spec, PodPatch? patch)
    {
        if (patch is null)
        {
            return spec;
        }

        try
        {
            var before = JsonNode.Parse(KubernetesJson.Serialize(spec))!.AsObject();
            var change = JsonNode.Parse(patch.Text) ?? throw new FormatException("it is null");
            var after = patch.Type switch
            {
                PodPatchType.Merge => JsonMerge.Apply(before, change),
                PodPatchType.Json => JsonPatch.Apply(before, change),
                _ => StrategicMerge.Apply(before, change),
            };
            var patched = Read(after);
            Vitals.Check(spec, patched);
            return patched;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new ManifestException(
                $"the runner's setting Odagrun:Pods:Patch ({patch.Type.ToString().ToLowerInvariant()}) can't be applied to the pod: {e.Message}");
        }
    }

    private static V1PodSpec Read(JsonNode? after)
    {
        var patched = KubernetesJson.Deserialize<V1PodSpec>(
            (after as JsonObject ?? throw new FormatException("the result is no object")).ToJsonString());
        var known = JsonNode.Parse(KubernetesJson.Serialize(patched))!;
        return Lost(after, known, "") is { } lost ? throw new FormatException($"a pod has no field '{lost}'") : patched;
    }

    // The first field that did not survive being read as a pod.
    private static string? Lost(JsonNode? written, JsonNode? known, string path) => (written, known) switch
    {
        (JsonObject wrote, JsonObject knows) => wrote
            .Where(field => field.Value is not null)
            .Select(field => knows.TryGetPropertyValue(field.Key, out var value) && value is not null
                ? Lost(field.Value, value, $"{path}/{field.Key}")
                : IsEmpty(field.Value!) ? null : $"{path}/{field.Key}")
            .FirstOrDefault(lost => lost is not null),
        (JsonArray wrote, JsonArray knows) => wrote
            .Zip(knows)
            .Select((pair,
                at) => Lost(pair.First, pair.Second, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{path}/{at}")))
            .FirstOrDefault(lost => lost is not null),
        _ => null,
    };

    private static bool IsEmpty(JsonNode node) => node is JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
