using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Odagrun.Stack.Tls;

/// <summary>A certificate authority that nobody trusts until told to, for servers on 127.0.0.1 and clients of theirs.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    /// <summary>Makes one of its own.</summary>
    public TestAuthority()
    {
        var request = new CertificateRequest($"CN=Test authority {Guid.NewGuid():N}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now - Life, now + Life);
    }

    /// <summary>The root, as PEM.</summary>
    public string Pem => _root.ExportCertificatePem() + "\n";

    /// <summary>A certificate for a server on 127.0.0.1 that may go by other names too, with its key.</summary>
    public X509Certificate2 IssueServer(params string[] otherNames) => Issue("CN=127.0.0.1", "1.3.6.1.5.5.7.3.1", names =>
    {
        names.AddIpAddress(IPAddress.Loopback);
        foreach (var name in otherNames)
        {
            names.AddDnsName(name);
        }
    });

    /// <summary>A client's certificate and its key, as PEM.</summary>
    public (string Certificate, string Key) IssueClient(string name)
    {
        using var certificate = Issue($"CN={name}", "1.3.6.1.5.5.7.3.2", names => names.AddDnsName(name));
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }

    private X509Certificate2 Issue(string subject, string usage, Action<SubjectAlternativeNameBuilder> addNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        addNames(names);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        using var bare = request.Create(_root, _root.NotBefore, _root.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var withKey = bare.CopyWithPrivateKey(key);
        // Through a PFX, or the key would die with this method's.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
