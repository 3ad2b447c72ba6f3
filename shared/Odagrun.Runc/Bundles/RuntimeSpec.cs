using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>config.json of a bundle, as far as we use it (OCI runtime-spec 1.0, config.md).</summary>
internal sealed record RuntimeSpec
{
    [JsonPropertyName("ociVersion")]
    public string Version { get; init; } = "1.0.2";

    [JsonPropertyName("process")]
    public required RuntimeProcess Process { get; init; }

    [JsonPropertyName("root")]
    public required RuntimeRoot Root { get; init; }

    [JsonPropertyName("hostname")]
    public required string Hostname { get; init; }

    [JsonPropertyName("mounts")]
    public required IReadOnlyList<RuntimeMount> Mounts { get; init; }

    [JsonPropertyName("linux")]
    public required RuntimeLinux Linux { get; init; }
}
