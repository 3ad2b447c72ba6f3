using System.Text.Json.Nodes;

namespace Odagrun.Functions.Images.Sbom;

/// <summary>The packages of a project that have code at run time, out of NuGet's own record of its last restore.</summary>
internal static class NuGetComponents
{
    private static readonly string[] Kinds = ["runtime", "native", "runtimeTargets"];

    public static IEnumerable<BomComponent> Read(string assets)
    {
        if (!File.Exists(assets))
        {
            throw new FileNotFoundException($"{assets} is not there: build that project first", assets);
        }

        var targets = JsonNode.Parse(File.ReadAllBytes(assets))!["targets"]!.AsObject();
        return targets.SelectMany(target => target.Value!.AsObject())
            .Where(package => package.Value!["type"]?.ToString() == "package" && HasCode(package.Value))
            .Select(package => package.Key.Split('/'))
            .Select(parts => new BomComponent("library", parts[0], parts[1], $"pkg:nuget/{parts[0]}@{parts[1]}"));
    }

    private static bool HasCode(JsonNode package) => Kinds
        .Any(kind => package[kind] is JsonObject files && files.Any(file => !file.Key.EndsWith("_._", StringComparison.Ordinal)));
}
