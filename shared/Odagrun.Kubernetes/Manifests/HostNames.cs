using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>The pod's hosts file: services are on 127.0.0.1, for all containers of a pod share one network.</summary>
internal static class HostNames
{
    public static IList<V1HostAlias>? Of(IReadOnlyList<PodService> services, IReadOnlyList<HostAlias> configured)
    {
        var names = services.SelectMany(service => service.Aliases).Distinct(StringComparer.Ordinal).ToList();
        List<V1HostAlias> aliases =
        [
            .. names.Count == 0 ? [] : new[] { new V1HostAlias { Ip = "127.0.0.1", Hostnames = names } },
            .. configured.Select(alias => new V1HostAlias { Ip = alias.Address, Hostnames = [.. alias.Names] }),
        ];
        return aliases.Count == 0 ? null : aliases;
    }
}
