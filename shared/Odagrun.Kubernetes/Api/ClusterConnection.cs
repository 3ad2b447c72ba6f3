using k8s;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Odagrun.Kubernetes.Api;

/// <summary>
/// The one connection of this process to the cluster: the client for single requests, and raw requests for what it has no call for.
/// Every failure of either is a <see cref="KubernetesApiException"/>.
/// </summary>
internal sealed class ClusterConnection : IDisposable
{
    private readonly k8s.Kubernetes _client;

    public ClusterConnection(IOptions<KubernetesOptions> options, TimeProvider clock, ILogger<ClusterConnection> logger)
    {
        var configuration = ClientConfiguration.Load(options.Value);
        Namespace = options.Value.Namespace ?? (configuration.Namespace?.Trim() is { Length: > 0 } own ? own : "default");
        Installation = options.Value.Installation;
        _client = new k8s.Kubernetes(
            configuration,
            new ErrorHandler(),
            new RetryHandler(clock, logger),
            new RateHandler(options.Value.RequestsPerSecond, clock),
            new ConnectTimeoutHandler(),
            new RequestCounts());
    }

    /// <summary>The client.</summary>
    public IKubernetes Client => _client;

    /// <summary>Where jobs and their objects live.</summary>
    public string Namespace { get; }

    /// <summary>The value of <see cref="ObjectLabels.Installation"/>.</summary>
    public string Installation { get; }

    /// <summary>Selects all objects of this installation.</summary>
    public string Selector => ObjectLabels.SelectorOf(Installation);

    /// <summary>
    /// GETs <paramref name="path"/> (below the server's address, with its query); the answer's body is not read yet where it is a watch.
    /// </summary>
    public async Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_client.BaseUri, path)) { Version = new Version(2, 0) };
        if (_client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();
}
