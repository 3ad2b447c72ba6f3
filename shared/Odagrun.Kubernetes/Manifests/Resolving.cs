using k8s.Models;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>How a pod resolves names.</summary>
internal static class Resolving
{
    public static void Set(V1PodSpec spec, NetworkOptions options)
    {
        spec.DnsPolicy = options.DnsPolicy;
        if (options.Nameservers.Count + options.Searches.Count + options.ResolverOptions.Count > 0)
        {
            spec.DnsConfig = new V1PodDNSConfig
            {
                Nameservers = NullIfEmpty(options.Nameservers),
                Searches = NullIfEmpty(options.Searches),
                Options = options.ResolverOptions.Count == 0 ? null : [.. options.ResolverOptions.Select(Option)],
            };
        }
    }

    private static List<string>? NullIfEmpty(IReadOnlyList<string> texts) => texts.Count == 0 ? null : [.. texts];

    private static V1PodDNSConfigOption Option(string text)
    {
        var parts = text.Split(':', 2);
        return new V1PodDNSConfigOption { Name = parts[0], Value = parts.Length == 2 ? parts[1] : null };
    }
}
