namespace Odagrun.Oci.Registry;

/// <summary>The names under which people and files know one registry, brought to the one that image references use.</summary>
internal static class RegistryHost
{
    private const string Hub = "docker.io";

    /// <summary>Without scheme and path, in lower case; Docker Hub's other names become <c>docker.io</c>.</summary>
    public static string Normalize(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var host = scheme < 0 ? text : text[(scheme + 3)..];
        var slash = host.IndexOf('/', StringComparison.Ordinal);
        host = (slash < 0 ? host : host[..slash]).Trim().ToLowerInvariant();
        return host is "index." + Hub or "registry-1." + Hub or "registry.hub.docker.com" ? Hub : host;
    }

    /// <summary>Where the registry's API is: Docker Hub's stands under another name.</summary>
    public static string ApiHost(string registry) => registry == Hub ? "registry-1." + Hub : registry;
}
