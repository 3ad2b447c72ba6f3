using Odagrun.GitLab.Http;
using Odagrun.Handover;

namespace Odagrun.Executor.Handover;

/// <summary>
/// What the envelope says of TLS with GitLab, as the files that this process' own calls read. The directory is for this process alone.
/// </summary>
internal static class JobTls
{
    /// <summary>Null where nothing is said.</summary>
    internal static ServerTls? Write(EnvelopeTls? tls, string directory)
    {
        if (tls is null)
        {
            return null;
        }

        var authorities = Write(tls.Authorities, directory, "server-ca.pem");
        var certificate = Write(tls.Certificate, directory, "client.pem");
        return new ServerTls(authorities, certificate, certificate is null ? null : Write(tls.Key, directory, "client.key"));
    }

    private static string? Write(string? text, string directory, string name)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var path = Path.Combine(directory, name);
        using var file = new StreamWriter(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(text);
        return path;
    }
}
