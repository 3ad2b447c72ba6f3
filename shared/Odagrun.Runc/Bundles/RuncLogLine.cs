using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>A line of runc's own log.</summary>
internal sealed record RuncLogLine(
    [property: JsonPropertyName("level")] string? Level,
    [property: JsonPropertyName("msg")] string? Message);
