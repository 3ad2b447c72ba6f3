using Odagrun.Handover;
using Odagrun.ImageStreams;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>Does in the first process, which has the token, what a command wants of an image stream.</summary>
internal sealed class StreamService(EnvelopeRegistry registry, IRelayRules rules) : IDisposable
{
    private readonly Lazy<HttpClient> _http = new(() => ImageStreamConnection.Open(registry.ImageApi?.Authorities));

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

    private static async Task<IReadOnlyList<string>> RunAsync(
        ImageStreamApi api, StreamQuery query, StreamTagName name, CancellationToken cancellationToken)
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
        registry.ImageApi is { } api
            && registry.Logins.FirstOrDefault(login => login.IsOfRunner && login.Registry == registry.Host) is { } login
            ? new ImageStreamApi(_http.Value, api.Url, login.Password)
            : null;
}
