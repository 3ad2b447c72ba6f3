using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>
/// What the functions hand to a job's executor: the payload and all that GitLab did not say. Sealed with the job's key
/// (<see cref="PayloadSeal"/>) before it leaves the process.
/// </summary>
/// <remarks>What has a default is settable: generated JSON gives an absent init-only property its type's zero instead.</remarks>
public sealed record ExecutorEnvelope
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Format version.</summary>
    [JsonPropertyName("version")]
    public int Version { get; set; } = CurrentVersion;

    /// <summary>GitLab's address, without <c>/api/v4</c>.</summary>
    [JsonPropertyName("gitlabUrl")]
    public required Uri GitLabUrl { get; init; }

    /// <summary>The runner that took the job.</summary>
    [JsonPropertyName("runner")]
    public required EnvelopeRunner Runner { get; init; }

    /// <summary>The job's image.</summary>
    [JsonPropertyName("image")]
    public required EnvelopeImage Image { get; init; }

    /// <summary>Where projects are checked out: CI_BUILDS_DIR.</summary>
    [JsonPropertyName("buildsDir")]
    public string BuildsDir { get; set; } = "/builds";

    /// <summary>Bytes of log after which output is no longer collected.</summary>
    [JsonPropertyName("outputLimit")]
    public long OutputLimit { get; set; } = 16L << 20;

    /// <summary>What TLS with GitLab needs beyond the common authorities; null: nothing.</summary>
    [JsonPropertyName("tls")]
    public EnvelopeTls? Tls { get; init; }

    /// <summary>The services started beside the job, in the order of the payload's.</summary>
    [JsonPropertyName("services")]
    public IReadOnlyList<EnvelopeService> Services { get; set; } = [];

    /// <summary>The registries; null: an envelope of an older version, whose job has no integrated commands.</summary>
    [JsonPropertyName("registry")]
    public EnvelopeRegistry? Registry { get; init; }

    /// <summary>What the job restores and stores; null: nothing.</summary>
    [JsonPropertyName("caches")]
    public EnvelopeCaches? Caches { get; init; }

    /// <summary>The job payload, as GitLab sent it.</summary>
    [JsonPropertyName("payload")]
    public required JsonElement Payload { get; init; }
}
