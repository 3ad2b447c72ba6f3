using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Odagrun.GitLab.Http;

namespace Odagrun.Jobs.Settings;

/// <summary>
/// Reads a runner's <c>CaFile</c>, <c>CertFile</c> and <c>KeyFile</c>: PEM files, looked at once so that a mistake shows at the start.
/// </summary>
internal static class RunnerTlsReader
{
    public static ServerTls? Read(SettingsReader reader)
    {
        var (authorities, certificate, key) = (reader.Text("CaFile"), reader.Text("CertFile"), reader.Text("KeyFile"));
        if ((certificate is null) != (key is null))
        {
            reader.Error(
                certificate is null ? "CertFile" : "KeyFile", "is not set", "a client certificate needs both CertFile and KeyFile");
        }
        else if (certificate is not null)
        {
            Try(reader, "CertFile", certificate, "give PEM files with a certificate and its key",
                () => X509Certificate2.CreateFromPemFile(certificate, key).Dispose());
        }

        if (authorities is not null)
        {
            Try(reader, "CaFile", authorities, "give a PEM file with the certificates of the authorities",
                () => CheckAuthorities(authorities));
        }

        return authorities is null && certificate is null ? null : new ServerTls(authorities, certificate, key);
    }

    private static void CheckAuthorities(string file)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(file);
        if (found.Count == 0)
        {
            throw new CryptographicException("it holds no certificate");
        }
    }

    private static void Try(SettingsReader reader, string key, string file, string remedy, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            reader.Error(key, $"is '{file}'", $"{remedy} ({e.Message})");
        }
    }
}
