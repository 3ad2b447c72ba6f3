using System.Security.Cryptography.X509Certificates;
using Odagrun.GitLab.Http;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>A plain connection that trusts what the runner's settings say.</summary>
internal static class TlsHandler
{
    public static SocketsHttpHandler Create(ServerTls? tls)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(15) };
        if (tls?.AuthoritiesFile is { } file)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (tls is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate, key)];
        }

        return handler;
    }
}
