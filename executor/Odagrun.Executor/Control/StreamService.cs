using System.Security.Cryptography.X509Certificates;
using Odagrun.Executor.ImageStreams;
using Odagrun.Handover;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>Does in the first process, which has the token, what a command wants of an image stream.</summary>
internal sealed class StreamService(EnvelopeRegistry registry, IRelayRules rules) : IDisposable
{
    private readonly Lazy<HttpClient> _http = new(() => Connect(registry.ImageApi?.Authorities));

    internal async Task<StreamAnswer> RunAsync(StreamQuery query, CancellationToken cancellationToken)
    {
        if (rules.Refuse(registry.Host, query.Repository, RelayAction.Write) is { } refusal)
        {
            return new StreamAnswer { Refusal = refusal };
        }

        if (Api() is not { } api || StreamTagName.Of(query.Repository, query.Reference) is not { } name)
        {
            return new StreamAnswer { IsAbsent = true };
        }

        try
        {
            return await api.IsPresentAsync(cancellationToken)
                ? new StreamAnswer { Tags = await RunAsync(api, query, name, cancellationToken) }
                : new StreamAnswer { IsAbsent = true };
        }
        catch (ImageStreamException e)
        {
            return new StreamAnswer { Failure = e.Message };
        }
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(ImageStreamApi api, StreamQuery query, StreamTagName name, CancellationToken cancellationToken)
    {
        switch (query)
        {
            case { Action: StreamQuery.SetTag, Tag: { Length: > 0 } tag }:
                await api.TagAsync(name, name with { Reference = tag }, cancellationToken);
                return [tag];
            case { Action: StreamQuery.DeleteTag }:
                return await api.DeleteTagAsync(name, cancellationToken) ? [name.Reference] : [];
            case { Action: StreamQuery.DeleteImage }:
                return await api.DeleteImageAsync(name, cancellationToken);
            default:
                throw new ImageStreamException($"'{query.Action}' is nothing that can be done with an image stream");
        }
    }

    private ImageStreamApi? Api() =>
        registry.ImageApi is { } api && registry.Logins.FirstOrDefault(login => login.IsOfRunner && login.Registry == registry.Host) is { } login
            ? new ImageStreamApi(_http.Value, api.Url, login.Password)
            : null;

    private static HttpClient Connect(string? authorities)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), AllowAutoRedirect = false, UseProxy = false };
        if (authorities is { Length: > 0 })
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60) };
    }
}
