using System.Text.Json;
using System.Text.Json.Nodes;
using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Patch</c> and <c>PatchType</c>.</summary>
internal static class PatchReader
{
    public static PodPatch? Read(SettingsReader reader)
    {
        var type = PodPatchType.Strategic;
        if (reader.Text("PatchType") is { } kind && !Enum.TryParse(kind, ignoreCase: true, out type))
        {
            reader.Error("PatchType", $"is '{kind}'", "give strategic, merge or json");
        }

        if (reader.Text("Patch") is not { } text)
        {
            return null;
        }

        try
        {
            _ = JsonNode.Parse(text);
            return new PodPatch(type, text);
        }
        catch (JsonException e)
        {
            reader.Error("Patch", "is no JSON", $"give the patch of a pod's spec as JSON ({e.Message})");
            return null;
        }
    }
}
