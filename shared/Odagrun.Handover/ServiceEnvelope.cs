using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>
/// What the functions hand to <c>odagrun run-service</c>, the entrypoint of a composed service image. Sealed as the job's envelope is
/// (<see cref="PayloadSeal"/>), opened with the same variables (<see cref="ExecutorEnvironment"/>).
/// </summary>
/// <remarks>What has a default is settable: generated JSON gives an absent init-only property its type's zero instead.</remarks>
public sealed record ServiceEnvelope
{
    /// <summary>Format version; <see cref="ExecutorEnvelope.CurrentVersion"/>.</summary>
    [JsonPropertyName("version")]
    public int Version { get; set; } = ExecutorEnvelope.CurrentVersion;

    /// <summary>The service's name, for messages.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Entrypoint and Cmd as they apply, the program first; looked for along the environment's PATH.</summary>
    [JsonPropertyName("arguments")]
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Variables laid over those the container was given.</summary>
    [JsonPropertyName("environment")]
    public IReadOnlyDictionary<string, string> Environment { get; set; } = new Dictionary<string, string>();

    /// <summary>Absolute; where it is missing, <c>/</c>.</summary>
    [JsonPropertyName("workingDirectory")]
    public string WorkingDirectory { get; set; } = "/";

    /// <summary>Where its output goes beside the container's own; null: nowhere else.</summary>
    [JsonPropertyName("log")]
    public string? Log { get; init; }

    /// <summary>Bytes after which <see cref="Log"/> takes no more.</summary>
    [JsonPropertyName("logLimit")]
    public long LogLimit { get; set; } = 4L << 20;

    /// <summary>When this file appears the service is ended: SIGTERM, five seconds later SIGKILL. Null: it ends by itself.</summary>
    [JsonPropertyName("end")]
    public string? End { get; init; }
}
