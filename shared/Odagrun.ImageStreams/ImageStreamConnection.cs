using System.Security.Cryptography.X509Certificates;

namespace Odagrun.ImageStreams;

/// <summary>Connections to OpenShift's API server.</summary>
public static class ImageStreamConnection
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(15);

    /// <summary>Opens one; the caller disposes it.</summary>
    /// <param name="authorities">Who vouches for the server, as PEM; null or empty: the common authorities.</param>
    public static HttpClient Open(string? authorities)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = LongestConnect, AllowAutoRedirect = false, UseProxy = false };
        if (authorities is { Length: > 0 })
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.ImportFromPem(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = Longest };
    }
}
