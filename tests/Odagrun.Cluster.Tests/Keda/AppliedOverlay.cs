using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Installation;

namespace Odagrun.Cluster.Tests.Keda;

/// <summary>
/// An overlay of keda/ in a namespace of a test's own, in a cluster that knows KEDA's types (of tests/keda/crds) but runs no KEDA.
/// </summary>
internal static class AppliedOverlay
{
    /// <summary>
    /// The overlay's objects for another namespace than 'odagrun', without the Namespace itself, and without pods of its Deployments.
    /// </summary>
    public static async Task<List<JsonObject>> ObjectsAsync(string name, ClusterNamespace place, CancellationToken cancellationToken)
    {
        var overlay = await Overlay.RenderAsync(name, cancellationToken);
        return [.. overlay.Objects.Where(item => item["kind"]!.GetValue<string>() != "Namespace").Select(item => Moved(item, place.Name))];
    }

    /// <summary>Teaches the cluster KEDA's types.</summary>
    public static async Task AddTypesAsync(TestCluster cluster, CancellationToken cancellationToken)
    {
        await cluster.Kubectl.RunAsync(
            ["apply", "--filename", Path.Combine(RepositoryPaths.Root, "tests", "keda", "crds")], cancellationToken);
        foreach (var type in new[] { "crd/scaledobjects.keda.sh", "crd/scaledjobs.keda.sh", "crd/triggerauthentications.keda.sh" })
        {
            await EstablishedAsync(cluster, type, cancellationToken);
        }
    }

    /// <summary>Creates them all.</summary>
    public static Task CreateAsync(
        IEnumerable<JsonObject> objects, ClusterNamespace place, CancellationToken cancellationToken) => place.Kubectl.ApplyAsync(
        new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. objects.Select(item => item.DeepClone())]),
        }.ToJsonString(), cancellationToken);

    // 'kubectl wait' takes a type that has no conditions yet for an error.
    private static async Task EstablishedAsync(TestCluster cluster, string type, CancellationToken cancellationToken)
    {
        for (var asked = 1; asked < 100; asked++)
        {
            if ((await cluster.Kubectl.RunAsync(
                ["get", type, "--output", "jsonpath={.status.conditions}"], cancellationToken)).Trim().Length > 0)
            {
                break;
            }
        }

        await cluster.Kubectl.RunAsync(["wait", "--for", "condition=established", "--timeout", "60s", type], cancellationToken);
    }

    private static JsonObject Moved(JsonObject item, string place)
    {
        var moved = (JsonObject)item.DeepClone();
        moved["metadata"]!["namespace"] = place;
        foreach (var subject in moved["subjects"]?.AsArray() ?? [])
        {
            subject!["namespace"] = place;
        }

        return moved;
    }
}
