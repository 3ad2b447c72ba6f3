using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Keda.Tests.Rendering;

/// <summary>An overlay of keda/ as 'kubectl kustomize' renders it, which needs no cluster.</summary>
internal sealed class Overlay
{
    private static readonly string Kubectl = Tools.Find("kubectl", "debian/usr/bin/kubectl");
    private static readonly ConcurrentDictionary<string, Task<Overlay>> Rendered = new(StringComparer.Ordinal);

    private Overlay(string name, IReadOnlyList<JsonObject> objects)
    {
        Name = name;
        Objects = objects;
    }

    /// <summary>All overlays there are.</summary>
    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Path.Combine(Folder, "overlays"))
        .Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>keda/.</summary>
    public static string Folder => Path.Combine(RepositoryPaths.Root, "keda");

    public string Name { get; }

    public IReadOnlyList<JsonObject> Objects { get; }

    /// <summary>The pods that are made of it: by Deployments and ScaledJobs.</summary>
    public IEnumerable<(string Name, JsonObject Template)> Pods => Objects
        .Select(item => (Name: NameOf(item), Template: item["spec"]?["template"] ?? item["spec"]?["jobTargetRef"]?["template"]))
        .Where(item => item.Template is JsonObject)
        .Select(item => (item.Name, (JsonObject)item.Template!));

    public static Task<Overlay> RenderAsync(string name, CancellationToken cancellationToken) =>
        Rendered.GetOrAdd(name, async key => new Overlay(
            key, await RenderFolderAsync(Path.Combine(Folder, "overlays", key), CancellationToken.None))).WaitAsync(cancellationToken);

    /// <summary>The objects of any folder with a kustomization.</summary>
    public static async Task<IReadOnlyList<JsonObject>> RenderFolderAsync(string folder, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(Kubectl, "kustomize", folder));
        var code = await process.WaitAsync(cancellationToken);
        return code == 0
            ? YamlObjects.Read(process.Output)
            : throw new InvalidOperationException($"kubectl kustomize {folder} ended with {code}:\n{process.Output}");
    }

    public IEnumerable<JsonObject> Of(string kind) => Objects.Where(item => item["kind"]!.GetValue<string>() == kind);

    public JsonObject Get(string kind, string name) => Of(kind).Single(item => NameOf(item) == name);

    public JsonObject? Find(string kind, string name) => Of(kind).SingleOrDefault(item => NameOf(item) == name);

    /// <summary>Every trigger of every ScaledObject and ScaledJob.</summary>
    public IEnumerable<JsonObject> Triggers => Objects
        .Where(item => item["kind"]!.GetValue<string>() is "ScaledObject" or "ScaledJob")
        .SelectMany(item => item["spec"]!["triggers"]!.AsArray().Select(trigger => (JsonObject)trigger!));

    public static string NameOf(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();
}
