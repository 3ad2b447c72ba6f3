using System.Net;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Auth;

/// <summary>Decides whether a token server that a registry names may be asked, before anything is sent there.</summary>
internal static class TokenRealm
{
    /// <summary>The realm as an address.</summary>
    /// <exception cref="RegistryException">It is none, would get credentials in the clear, or points into this machine's own
    /// network.</exception>
    public static Uri Check(string registry, string? realm, RegistryEndpoints endpoints)
    {
        if (!Uri.TryCreate(realm, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.UserInfo.Length > 0)
        {
            throw Refused(registry, "is no http(s) address");
        }

        var local = endpoints.IsInsecure(registry);
        if (uri.Scheme == Uri.UriSchemeHttp && !(local && (IsSameHost(uri, registry) || endpoints.IsInsecure(uri.Authority))))
        {
            throw Refused(registry,
                $"'{uri.GetLeftPart(UriPartial.Authority)}' is spoken to in plain http, so that credentials could be read on the way");
        }

        if (!local && IsInternal(uri))
        {
            throw Refused(registry,
                $"'{uri.GetLeftPart(UriPartial.Authority)}' is an address of this machine, which the registry has no business to name");
        }

        return uri;
    }

    private static RegistryException Refused(string registry, string because) =>
        new($"registry '{registry}' asks for a token from a server that is not asked: its realm {because}", HttpStatusCode.Unauthorized,
            "REALM");

    private static bool IsSameHost(Uri uri, string registry) =>
        uri.Host.Equals(RegistryEndpoints.HostName(registry), StringComparison.OrdinalIgnoreCase);

    // Loopback, link-local (a cloud's metadata service) and unspecified addresses.
    private static bool IsInternal(Uri uri)
    {
        if (uri.IsLoopback)
        {
            return true;
        }

        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
        {
            return false;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || bytes is [169, 254, _, _] || bytes.All(part => part == 0);
    }
}
