using System.Diagnostics.Metrics;

namespace Odagrun.Kubernetes.Api;

/// <summary>Counts what is asked of the API server, repetitions included, by verb and resource: meter <c>Odagrun.Kubernetes</c>.</summary>
internal sealed class RequestCounts : DelegatingHandler
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Odagrun.Kubernetes";

    /// <summary>The counter's name.</summary>
    public const string CounterName = "odagrun.kubernetes.requests";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(CounterName, "{request}", "Requests sent to the API server");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = ApiCall.Of(request);
        Requests.Add(1, new KeyValuePair<string, object?>("verb", call.Verb), new KeyValuePair<string, object?>("resource", call.Resource));
        return base.SendAsync(request, cancellationToken);
    }
}
