using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>A service beside the job, as the job's executor needs to know it; in the order of the payload's <c>services</c>.</summary>
/// <remarks>What has a default is settable: generated JSON gives an absent init-only property its type's zero instead.</remarks>
public sealed record EnvelopeService
{
    /// <summary>The image as the user wrote it, variables expanded.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Its host names; the first one names it in the log.</summary>
    [JsonPropertyName("aliases")]
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>TCP ports on 127.0.0.1 that say it is ready; none: it is not waited for.</summary>
    [JsonPropertyName("ports")]
    public IReadOnlyList<int> Ports { get; set; } = [];

    /// <summary>The file its wrapper writes its output to, in a directory that the containers share; null: it has none.</summary>
    [JsonPropertyName("log")]
    public string? Log { get; init; }

    /// <summary>A file that the executor makes when the job is done, which ends the service (<see cref="ServiceEnvelope.End"/>).</summary>
    [JsonPropertyName("end")]
    public string? End { get; init; }

    /// <summary>How long the script waits for the ports at most; GitLab Runner's <c>wait_for_services_timeout</c>.</summary>
    [JsonPropertyName("readyTimeout")]
    public int ReadyTimeoutSeconds { get; set; } = 30;

    /// <summary>Names it in the log: the first alias, else the image.</summary>
    [JsonIgnore]
    public string Title => Aliases is [{ Length: > 0 } first, ..] ? first : Name;
}
