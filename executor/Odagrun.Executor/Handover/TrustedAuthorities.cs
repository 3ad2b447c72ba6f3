using Odagrun.Executor.Native;

namespace Odagrun.Executor.Handover;

/// <summary>
/// Which certificate authorities this process trusts: those in its layer, as the image may have none. Set in the C library's own
/// environment, where OpenSSL looks; the job's programs get the image's variables.
/// </summary>
internal static class TrustedAuthorities
{
    private const string Own = "/.odagrun/etc/ca.pem";
    private const string OpenSslConfiguration = "/.odagrun/etc/openssl.cnf";

    /// <summary>
    /// Must come before the first TLS connection. <paramref name="extra"/> are further authorities (PEM), kept in
    /// <paramref name="directory"/>.
    /// </summary>
    internal static void Set(string? extra, string directory)
    {
        if (!File.Exists(Own))
        {
            // Not in a job's image: the machine's own apply.
            return;
        }

        var file = Own;
        if (extra is { Length: > 0 })
        {
            file = Path.Combine(directory, "ca.pem");
            File.WriteAllText(file, File.ReadAllText(Own) + "\n" + extra + "\n");
        }

        _ = Libc.SetVariable("SSL_CERT_FILE", file, 1);
        _ = Libc.SetVariable("OPENSSL_CONF", OpenSslConfiguration, 1);
    }

    /// <summary>
    /// The same for a command that a script calls. SSL_CERT_FILE of the script's own goes first:
    /// that is how a job trusts authorities of its own.
    /// </summary>
    internal static void SetForCommand()
    {
        if (!File.Exists(Own))
        {
            return;
        }

        _ = Libc.SetVariable("SSL_CERT_FILE", Own, 0);
        _ = Libc.SetVariable("OPENSSL_CONF", OpenSslConfiguration, 1);
    }
}
