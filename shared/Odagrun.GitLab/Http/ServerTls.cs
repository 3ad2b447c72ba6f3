namespace Odagrun.GitLab.Http;

/// <summary>
/// PEM files for TLS with one GitLab: authorities trusted beside the machine's own, and a client certificate with its key. Read when a
/// connection is made, and again when a file has changed (reference: A0).
/// </summary>
public sealed record ServerTls(string? AuthoritiesFile, string? CertificateFile = null, string? KeyFile = null)
{
    internal static readonly HttpRequestOptionsKey<ServerTls?> Key = new("odagrun.tls");

    /// <summary>When each file was last written: what tells that one has changed.</summary>
    internal (DateTime, DateTime, DateTime) Written => (WrittenOf(AuthoritiesFile), WrittenOf(CertificateFile), WrittenOf(KeyFile));

    private static DateTime WrittenOf(string? file) => file is null ? default : File.GetLastWriteTimeUtc(file);
}
