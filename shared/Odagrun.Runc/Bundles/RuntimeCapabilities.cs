using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>The capability sets, all empty.</summary>
internal sealed record RuntimeCapabilities
{
    [JsonPropertyName("bounding")]
    public IReadOnlyList<string> Bounding { get; } = [];

    [JsonPropertyName("effective")]
    public IReadOnlyList<string> Effective { get; } = [];

    [JsonPropertyName("permitted")]
    public IReadOnlyList<string> Permitted { get; } = [];
}
