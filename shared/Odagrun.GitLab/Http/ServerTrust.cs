using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Odagrun.GitLab.Http;

/// <summary>Decides whether a server's certificate is good: by the machine's authorities, else by those that were given.</summary>
internal sealed class ServerTrust(X509Certificate2Collection? authorities, ServerChains chains)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private X509Certificate2? Client { get; init; }

    /// <summary>Reads the files.</summary>
    /// <exception cref="HttpRequestException">One can't be read or is no PEM; the message names it.</exception>
    public static ServerTrust Read(ServerTls tls, ServerChains chains)
    {
        var file = tls.AuthoritiesFile;
        try
        {
            X509Certificate2Collection? authorities = null;
            if (file is not null)
            {
                authorities = [];
                authorities.ImportFromPemFile(file);
            }

            file = tls.CertificateFile;
            var client = file is null ? null : X509Certificate2.CreateFromPemFile(file, tls.KeyFile);
            return new ServerTrust(authorities, chains) { Client = client };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new HttpRequestException($"TLS with GitLab can't be set up from {file}: {e.Message}", e);
        }
    }

    public SslClientAuthenticationOptions Options() => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        RemoteCertificateValidationCallback = (sender, certificate, chain, errors) => IsGood((SslStream)sender, certificate, chain, errors),
        ClientCertificateContext = Client is null
            ? null
            : SslStreamCertificateContext.Create(Client, additionalCertificates: null, offline: true),
    };

    private bool IsGood(SslStream stream, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || chain is null)
        {
            return false;
        }

        if (errors == SslPolicyErrors.None)
        {
            chains.Remember(stream.TargetHostName, chain);
            return true;
        }

        return errors == SslPolicyErrors.RemoteCertificateChainErrors && authorities is not null
            && IsGivenGood(stream, new X509Certificate2(certificate), chain);
    }

    private bool IsGivenGood(SslStream stream, X509Certificate2 certificate, X509Chain shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (!chain.Build(certificate))
        {
            return false;
        }

        chains.Remember(stream.TargetHostName, chain);
        return true;
    }
}
