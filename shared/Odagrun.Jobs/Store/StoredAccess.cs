using System.Text.Json.Serialization;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Http;

namespace Odagrun.Jobs.Store;

/// <summary>What calls to GitLab about a job need, kept apart so that nobody reads a whole payload for a keep-alive.</summary>
public sealed record StoredAccess
{
    /// <summary>GitLab's address, without <c>/api/v4</c>.</summary>
    [JsonPropertyName("url")]
    public required Uri Url { get; init; }

    /// <summary>The job's id there.</summary>
    [JsonPropertyName("job")]
    public required long JobId { get; init; }

    /// <summary>The job token.</summary>
    [JsonPropertyName("token")]
    public required string Token { get; init; }

    /// <summary>The payload's <c>features.failure_reasons</c>.</summary>
    [JsonPropertyName("reasons")]
    public IReadOnlyList<string> SupportedReasons { get; init; } = [];

    /// <summary>The first nine characters of the runner's token.</summary>
    [JsonPropertyName("runner")]
    public string RunnerShortToken { get; init; } = "";

    /// <summary>The <c>system_id</c> the job was asked for with.</summary>
    [JsonPropertyName("system")]
    public string SystemId { get; init; } = "";

    /// <summary>The runner's files for TLS with this GitLab.</summary>
    [JsonPropertyName("tls")]
    public ServerTls? Tls { get; init; }

    /// <summary>PEM of the authorities that vouch for GitLab, for the job: the runner's own, else those the server showed.</summary>
    [JsonPropertyName("authorities")]
    public string? Authorities { get; init; }

    /// <summary>For the runner API's client.</summary>
    [JsonIgnore]
    public JobAccess Job => new(Url, JobId, Token) { Tls = Tls };

    /// <summary>Address and id; never the token.</summary>
    public override string ToString() => $"job {JobId} at {Url}";
}
