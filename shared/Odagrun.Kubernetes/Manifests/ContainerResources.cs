using k8s.Models;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>A container's requests and limits.</summary>
internal static class ContainerResources
{
    public static V1ResourceRequirements? Of(ContainerSize size)
    {
        var requests = Quantities(size, bound => bound.Request);
        var limits = Quantities(size, bound => bound.Limit);
        return requests is null && limits is null ? null : new V1ResourceRequirements { Requests = requests, Limits = limits };
    }

    private static Dictionary<string, ResourceQuantity>? Quantities(ContainerSize size, Func<ResourceBound, Amount?> part)
    {
        var quantities = new Dictionary<string, ResourceQuantity>();
        foreach (var (name, bound) in new[] { ("cpu", size.Cpu), ("memory", size.Memory), ("ephemeral-storage", size.EphemeralStorage) })
        {
            if (part(bound) is { } amount)
            {
                quantities[name] = new ResourceQuantity(amount.ToString());
            }
        }

        return quantities.Count == 0 ? null : quantities;
    }
}
