using System.Collections.Concurrent;

namespace Odagrun.GitLab.Http;

/// <summary>One pool of connections for each <see cref="ServerTls"/> that requests name, and one for those that name none.</summary>
internal sealed class ServerConnections : HttpMessageHandler
{
    // Closed after this age, so that a load balancer's changes and new certificates are seen.
    private static readonly TimeSpan ConnectionAge = TimeSpan.FromMinutes(15);

    private readonly ServerChains _chains = new();
    private readonly HttpMessageInvoker _plain;
    private readonly ConcurrentDictionary<ServerTls, Pool> _pools = new();

    public ServerConnections() => _plain = new HttpMessageInvoker(Handler(new ServerTrust(null, _chains)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var pool = request.Options.TryGetValue(ServerTls.Key, out var tls) && tls is not null ? PoolOf(tls) : _plain;
        var response = await pool.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Options.TryGetValue(CallNotes.Key, out var notes))
        {
            notes.ServerChain = _chains.Of(request.RequestUri!.IdnHost);
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plain.Dispose();
            foreach (var pool in _pools.Values)
            {
                pool.Invoker.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker PoolOf(ServerTls tls)
    {
        var written = tls.Written;
        var pool = _pools.AddOrUpdate(
            tls,
            static (files, state) => Open(files, state.written, state.chains),
            // Calls under way keep the old pool; its connections end as they fall idle.
            static (files, old, state) => old.Written == state.written ? old : Open(files, state.written, state.chains),
            (written, chains: _chains));
        return pool.Invoker;
    }

    private static Pool Open(ServerTls tls, (DateTime, DateTime, DateTime) written, ServerChains chains) =>
        new(written, new HttpMessageInvoker(Handler(ServerTrust.Read(tls, chains))));

    private static SocketsHttpHandler Handler(ServerTrust trust) => new()
    {
        AllowAutoRedirect = false, // the job's token would go along to another host
        UseCookies = false,
        PooledConnectionLifetime = ConnectionAge,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        SslOptions = trust.Options(),
    };

    private sealed record Pool((DateTime, DateTime, DateTime) Written, HttpMessageInvoker Invoker);
}
