using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>OpenShift's image API beside its registry; the runner's login of the registry is a token of it as well.</summary>
public sealed record EnvelopeImageApi
{
    /// <summary>The API server, for example <c>https://kubernetes.default.svc</c>.</summary>
    [JsonPropertyName("url")]
    public required Uri Url { get; init; }

    /// <summary>Authorities that vouch for it, as PEM; null: the common ones.</summary>
    [JsonPropertyName("ca")]
    public string? Authorities { get; init; }
}
