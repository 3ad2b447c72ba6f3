using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>Limits, enforced by control groups.</summary>
internal sealed record RuntimeResources
{
    [JsonPropertyName("memory")]
    public RuntimeMemory? Memory { get; init; }

    [JsonPropertyName("cpu")]
    public RuntimeCpu? Cpu { get; init; }

    [JsonPropertyName("pids")]
    public RuntimePids? Pids { get; init; }
}
