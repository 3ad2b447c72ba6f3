using System.Collections.Concurrent;
using System.Globalization;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>Every request that went out, in order, as <c>METHOD /path</c>, and what it carried.</summary>
internal sealed class RequestLog
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<(Uri Address, string? Authorization)> _authorizations = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public IReadOnlyList<(Uri Address, string? Authorization)> Authorizations => [.. _authorizations];

    public int Count => _lines.Count;

    public void Clear()
    {
        _lines.Clear();
        _authorizations.Clear();
    }

    /// <summary>The handler that writes it, to be the last one before the wire.</summary>
    public DelegatingHandler Handler() => new Recorder(this);

    private sealed class Recorder(RequestLog log) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            log._lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri!.PathAndQuery}"));
            log._authorizations.Enqueue((request.RequestUri!, request.Headers.Authorization?.ToString()));
            return base.SendAsync(request, cancellationToken);
        }
    }
}
