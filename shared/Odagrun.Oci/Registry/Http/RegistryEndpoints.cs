using System.Net;
using Microsoft.Extensions.Options;

namespace Odagrun.Oci.Registry.Http;

/// <summary>Which address and scheme a registry's API has.</summary>
internal sealed class RegistryEndpoints(IOptions<RegistryClientOptions> options)
{
    private readonly HashSet<string> _insecure = new(
        options.Value.InsecureRegistries.Select(RegistryHost.Normalize), StringComparer.OrdinalIgnoreCase);

    /// <summary>The API's root, ending in <c>/v2/</c>.</summary>
    public Uri Root(string registry) =>
        new($"{(IsInsecure(registry) ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)}://{RegistryHost.ApiHost(registry)}/v2/");

    /// <summary>Whether the host (with or without port) is spoken to without TLS: loopback, and what is configured so.</summary>
    public bool IsInsecure(string host)
    {
        var name = HostName(host);
        return IsLoopback(name) || _insecure.Contains(host) || _insecure.Contains(name);
    }

    /// <summary>The host without its port.</summary>
    public static string HostName(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
