using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>
/// How GitLab is spoken to over TLS, as PEM texts: what the job has as <c>CI_SERVER_TLS_CA_FILE</c>, <c>…_CERT_FILE</c>, <c>…_KEY_FILE</c>.
/// </summary>
public sealed record EnvelopeTls
{
    /// <summary>Authorities that vouch for GitLab, beside the common ones: the configured file, else the chain the server showed.</summary>
    [JsonPropertyName("ca")]
    public string? Authorities { get; init; }

    /// <summary>The client's certificate.</summary>
    [JsonPropertyName("cert")]
    public string? Certificate { get; init; }

    /// <summary>Its key.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; init; }

    /// <summary>Says what there is, and shows nothing of it.</summary>
    public override string ToString() => $"authorities: {Authorities is not null}, client certificate: {Certificate is not null}";
}
