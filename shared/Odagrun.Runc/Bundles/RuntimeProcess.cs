using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>The container's first process.</summary>
internal sealed record RuntimeProcess
{
    [JsonPropertyName("user")]
    public required RuntimeUser User { get; init; }

    [JsonPropertyName("args")]
    public required IReadOnlyList<string> Args { get; init; }

    [JsonPropertyName("env")]
    public required IReadOnlyList<string> Env { get; init; }

    [JsonPropertyName("cwd")]
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Empty sets: none at all.</summary>
    [JsonPropertyName("capabilities")]
    public RuntimeCapabilities Capabilities { get; init; } = new();

    [JsonPropertyName("noNewPrivileges")]
    public bool NoNewPrivileges { get; init; } = true;
}
