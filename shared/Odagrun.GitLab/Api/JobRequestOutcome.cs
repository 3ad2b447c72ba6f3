using Odagrun.GitLab.Payload;

namespace Odagrun.GitLab.Api;

/// <summary>
/// What <c>POST /jobs/request</c> said. <paramref name="Raw"/> are the payload's exact bytes, which is what is stored.
/// <paramref name="Throttled"/>: the server asked for fewer requests on the way (429 or 5xx), which feeds the adaptive concurrency.
/// A payload that does not parse is <see cref="JobRequestResult.Malformed"/>, with id and token where they could be read.
/// </summary>
public sealed record JobRequestOutcome(
    JobRequestResult Result,
    JobPayload? Job,
    ReadOnlyMemory<byte> Raw,
    string? LastUpdate,
    bool Throttled,
    string? Message)
{
    /// <summary>
    /// The authorities above the server's certificate, as PEM: jobs trust them too (CI_SERVER_TLS_CA_FILE). Null without TLS.
    /// </summary>
    public string? ServerChain { get; init; }
}
