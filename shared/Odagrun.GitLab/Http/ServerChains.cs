using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Odagrun.GitLab.Http;

/// <summary>
/// The chain of certificates above each server's own, as it was verified last: a job behind the same server needs to trust it too.
/// </summary>
internal sealed class ServerChains
{
    private readonly ConcurrentDictionary<string, string> _byHost = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>PEM texts, the root last; null for a server that was not spoken to over TLS.</summary>
    public string? Of(string host) => _byHost.GetValueOrDefault(host);

    public void Remember(string host, X509Chain chain)
    {
        var elements = chain.ChainElements;
        var text = new StringBuilder();
        // A certificate that vouches for itself is its own authority.
        for (var i = elements.Count == 1 ? 0 : 1; i < elements.Count; i++)
        {
            text.Append(elements[i].Certificate.ExportCertificatePem()).Append('\n');
        }

        _byHost[host] = text.ToString();
    }
}
