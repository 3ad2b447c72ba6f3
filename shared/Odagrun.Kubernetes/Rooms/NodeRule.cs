using k8s.Models;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>What a node can give to pods.</summary>
internal sealed record NodeRule(
    string Name, IReadOnlyDictionary<string, ResourceAmount> Allocatable, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>A node.</summary>
    public static NodeRule Of(V1Node node) => new(
        node.Metadata.Name,
        PodDemand.Read(node.Status?.Allocatable),
        new Dictionary<string, string>(node.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal));

    /// <summary>Why no node is ever large enough, null: one is, or none is known.</summary>
    public static string? Problem(IReadOnlyList<NodeRule> nodes, V1PodSpec pod, PodDemand demand)
    {
        if (nodes.Count == 0)
        {
            return null;
        }

        NodeRule[] selected = [.. nodes.Where(node => node.IsSelected(pod.NodeSelector))];
        if (selected.Length == 0)
        {
            return $"the pod wants a node with {string.Join(" and ", pod.NodeSelector.Select(label => $"{label.Key}={label.Value}"))}, and none of {nodes.Count} nodes has that";
        }

        if (selected.Any(node => demand.Requests.All(request => request.Value <= node.Of(request.Key))))
        {
            return null;
        }

        // The resource that rules all of them out, else whatever rules out the first.
        var resource = demand.Requests.Where(request => selected.All(node => request.Value > node.Of(request.Key)))
            .Select(request => request.Key).FirstOrDefault()
            ?? demand.Requests.First(request => request.Value > selected[0].Of(request.Key)).Key;
        var largest = selected.Select(node => node.Of(resource)).Max();
        return $"the pod needs {demand.Requests[resource].Describe(resource)} of {ResourceNames.Plain(resource)}, and no node has that beside the rest of what it needs: the largest has {largest.Describe(resource)}";
    }

    private ResourceAmount Of(string resource) => Allocatable.TryGetValue(resource, out var amount) ? amount : ResourceAmount.Zero;

    private bool IsSelected(IDictionary<string, string>? selector) =>
        (selector ?? new Dictionary<string, string>()).All(
            wanted => Labels.TryGetValue(wanted.Key, out var value) && value == wanted.Value);
}
